// In half of a simdgroup, only the lanes that are there take part.
//
// kernel: of_part
// input a: int32[32] = arange(1, 1)
// output out: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = i < 8 ? 36 : i < 12 ? 12 : 0 - 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

int x = -1;
if (lane < 8) x = simd_sum(a[i]);
else if (lane < 12) x = simd_max(a[i]);
out[i] = x;
