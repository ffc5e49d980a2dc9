// Half with float is float; half with int stays half.
//
// kernel: half_with_float
// input a: float16[2] = [2048, 0.5]
// output mixed: float32[2]
// output same: float32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// expect mixed = [2049, 1.5]
// expect same = [2048, 1.5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
mixed[i] = a[i] + 1.0f;
same[i] = a[i] + 1;
