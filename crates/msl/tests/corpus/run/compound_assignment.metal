// Compound assignment evaluates its target once.
//
// kernel: compound_assignment
// output out: int32[5]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = [10, 12, 3, 7, 3]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int v[3] = {10, 4, 3};
int k = 0;
v[++k] *= 3;
v[2] |= 0;
int x = 15;
x &= 7;
out[0] = v[0];
out[1] = v[1];
out[2] = v[2];
out[3] = x;
x ^= 4;
x <<= 2;
x >>= 2;
out[4] = x;
