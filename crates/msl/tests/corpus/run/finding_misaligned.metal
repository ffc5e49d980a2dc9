// A vector read from an address that is no multiple of its size.
//
// kernel: finding_misaligned
// input a: float32[16] = arange
// output out: float32[1]
// grid: 1 1 1
// threadgroup: 64 1 1
// findings: misaligned-access
// header:
#include <metal_stdlib>
using namespace metal;
// body:
const device float2* p = (const device float2*)(a + 1);
float2 v = p[0];
out[0] = v.x + v.y;
