// simd_sum, product, min, max, and, or, xor of integers.
//
// kernel: simd_reductions
// input a: int32[32] = integers(1, 1000, 36)
// output out: int32[6]
// grid: 32 1 1
// threadgroup: 32 1 1
// reference: simd_reductions exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int x = a[i];
int values[6] = {simd_sum(x), simd_min(x), simd_max(x), simd_and(x | 0x3f), simd_or(x), simd_xor(x)};
if (i < 6) out[i] = values[i];
