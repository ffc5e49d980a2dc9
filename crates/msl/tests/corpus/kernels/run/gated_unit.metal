// A gated linear unit in half with float inside.
//
// kernel: gated_unit
// input a: float16[4] = [0.5, -1.0, 2.0, 0.25]
// input b: float16[4] = [1.0, 2.0, -0.5, 4.0]
// output out: float16[4]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect out[i] = a[i] / (1 + exp(0 - a[i])) * b[i] atol 1e-3 rtol 1e-3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float x = float(a[i]);
out[i] = half(x / (1.0f + exp(-x)) * float(b[i]));
