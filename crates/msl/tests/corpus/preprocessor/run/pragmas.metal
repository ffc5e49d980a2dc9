// Pragmas that tell how to compile are taken, as lines and as operators.
//
// kernel: pragmas
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[1]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [20]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#pragma mark - a heading
float sum = 0;
#pragma clang loop unroll(full)
for (int k = 0; k < 4; ++k) sum += a[k];
_Pragma("unroll")
for (int k = 0; k < 4; ++k) sum += a[k];
#pragma METAL internals : enable
out[0] = sum;
