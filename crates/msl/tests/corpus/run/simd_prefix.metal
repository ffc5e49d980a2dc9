// Prefix sums over a simdgroup.
//
// kernel: simd_prefix
// input a: int32[40] = integers(-9, 9, 37)
// output inc: int32[40]
// output exc: int32[40]
// grid: 40 1 1
// threadgroup: 64 1 1
// expect inc[i] = sum(k, i < 32 ? 0 : 32, i + 1, a[k])
// expect exc[i] = sum(k, i < 32 ? 0 : 32, i, a[k])
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
inc[i] = simd_prefix_inclusive_sum(a[i]);
exc[i] = simd_prefix_exclusive_sum(a[i]);
