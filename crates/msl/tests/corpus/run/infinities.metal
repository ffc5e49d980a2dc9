// INFINITY and NAN, and exp of minus infinity.
//
// kernel: infinities
// input a: float32[5] = [1, -inf, inf, nan, 0]
// output out: float32[5]
// output kind: int32[5]
// grid: 5 1 1
// threadgroup: 64 1 1
// expect out = [2.718281828, 0, inf, nan, 1] within 2 ulp
// expect kind = [0, 2, 2, 1, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
out[i] = exp(x);
kind[i] = isnan(x) ? 1 : (isinf(x) ? 2 : 0);
