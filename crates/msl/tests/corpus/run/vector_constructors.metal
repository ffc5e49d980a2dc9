// Vectors from vectors, and their comparison, `any`, `all`, `dot` and `length`.
//
// kernel: vector_constructors
// output out: float32[6]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = [1, 5, 32, 5, 1, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float2 xy = float2(1, 2);
float4 v = float4(xy, 3, 5);
float3 a = float3(1, 2, 3);
float3 b = float3(xy + 3, 6);
bool3 less = a < b;
out[0] = v.x;
out[1] = v.w;
out[2] = dot(a, b);
out[3] = length(float2(3, 4));
out[4] = all(less) ? 1 : 0;
out[5] = any(a > b) ? 1 : 0;
