// The first lane tells all; any lane may.
//
// kernel: broadcast_of_first
// input a: int32[32] = arange(1, 1)
// output first: int32[32]
// output seventh: int32[32]
// output is_first: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect first[i] = 1
// expect seventh[i] = 8
// expect is_first[i] = i == 0
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

first[i] = simd_broadcast_first(a[i]);
seventh[i] = simd_broadcast(a[i], 7);
is_first[i] = simd_is_first();
