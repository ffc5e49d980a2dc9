// Two outputs of different types.
//
// kernel: several_outputs
// input a: float32[30] = uniform(-2, 2, 10)
// output big: float32[30]
// output sign: int8[30]
// grid: 30 1 1
// threadgroup: 64 1 1
// expect big[i] = abs(a[i])
// expect sign[i] = a[i] < 0 ? -1 : 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
big[i] = abs(a[i]);
sign[i] = a[i] < 0.0f ? -1 : 1;
