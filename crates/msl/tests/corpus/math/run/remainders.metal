// `fmod` keeps the sign of its first operand; `fract` is never negative.
//
// kernel: remainders
// input a: float32[6] = [-5.5, -2.25, -1.0, 0.75, 3.5, 8.0]
// output o0: float32[6]
// output o1: float32[6]
// output o2: float32[6]
// grid: 6 1 1
// threadgroup: 32 1 1
// expect o0 = [-1.5, -0.25, -1.0, 0.75, 1.5, 0.0] exact
// expect o1 = [0.5, 0.75, 0.0, 0.75, 0.5, 0.0] exact
// expect o2 = [0.5, 1.75, 1.0, 0.75, 1.5, 0.0] exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = fmod(x, 2.0f);
o1[i] = fract(x);
o2[i] = x - 2.0f * floor(x / 2.0f);
