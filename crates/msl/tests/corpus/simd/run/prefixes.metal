// Prefix sums and products, inclusive and exclusive.
//
// kernel: prefixes
// input a: int32[32] = arange(1, 1)
// output inclusive: int32[32]
// output exclusive: int32[32]
// output product: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect inclusive[i] = (i + 1) * (i + 2) / 2
// expect exclusive[i] = i * (i + 1) / 2
// expect product = [1, 2, 6, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24,
//   24, 24, 24, 24, 24, 24, 24, 24, 24, 24]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

inclusive[i] = simd_prefix_inclusive_sum(a[i]);
exclusive[i] = simd_prefix_exclusive_sum(a[i]);
product[i] = simd_prefix_inclusive_product(lane < 4 ? a[i] : 1);
