// Casts in the form of calls.
//
// kernel: functional_casts
// input a: int32[50] = integers(-100, 100, 1)
// output out: float32[50]
// grid: 50 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] / 2
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = float(a[i]) / float(2u);
