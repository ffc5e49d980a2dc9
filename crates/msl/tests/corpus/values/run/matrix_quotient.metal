// A matrix by a number: each element is divided, as public kernels have it.
//
// kernel: matrix_quotient
// output out: float32[4]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [0.5, 1, 1.5, 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float2x2 m = float2x2(float2(1, 2), float2(3, 4)) / 2.0f;
out[0] = m[0][0];
out[1] = m[0][1];
out[2] = m[1][0];
out[3] = m[1][1];
