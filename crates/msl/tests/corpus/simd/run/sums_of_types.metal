// Sums over a simdgroup of every kind of number.
//
// kernel: sums_of_types
// input a: int32[32] = arange(1, 1)
// output out: float32[128]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = i < 96 ? 528 : 48
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

out[i] = float(simd_sum(a[i]));
out[32 + i] = float(simd_sum(uint(a[i])));
out[64 + i] = simd_sum(float(a[i]));
out[96 + i] = float(simd_sum(half(a[i] % 4)));
