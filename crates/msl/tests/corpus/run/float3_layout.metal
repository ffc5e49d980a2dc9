// `float3` takes 16 bytes in arrays, `packed_float3` 12.
//
// kernel: float3_layout
// input a: float32[12] = arange
// output wide: float32[3]
// output tight: float32[4]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect wide = [0, 4, 8]
// expect tight = [0, 3, 6, 9]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
const device float3* w = (const device float3*)a;
const device packed_float3* p = (const device packed_float3*)a;
for (int k = 0; k < 3; ++k) wide[k] = w[k].x;
for (int k = 0; k < 4; ++k) tight[k] = p[k].x;
