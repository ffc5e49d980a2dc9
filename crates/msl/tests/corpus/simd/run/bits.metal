// Bitwise reductions.
//
// kernel: bits
// input a: int32[32] = arange(1, 1)
// output conj: int32[32]
// output disj: int32[32]
// output excl: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect conj[i] = 64
// expect disj[i] = 63
// expect excl[i] = 32
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

conj[i] = simd_and(a[i] | 64);
disj[i] = simd_or(a[i]);
excl[i] = simd_xor(a[i]);
