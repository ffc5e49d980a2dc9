// Stores to components and to several components at once.
//
// kernel: swizzle_stores
// output out: float32[4]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = [30, 2, 10, 44]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float4 v = float4(1, 2, 3, 4);
v.xz = float2(10, 30);
v.xz = v.zx;
v.a = 4;
v.w += 40;
out[0] = v.r;
out[1] = v.g;
out[2] = v.b;
out[3] = v.a;
