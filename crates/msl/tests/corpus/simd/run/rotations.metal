// Rotations wrap around; shifts within the simdgroup do not.
//
// kernel: rotations
// input a: int32[32] = arange(1, 1)
// output down: int32[32]
// output up: int32[32]
// output fill: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect down[i] = (i + 3) % 32 + 1
// expect up[i] = (i + 29) % 32 + 1
// expect fill[i] = i < 30 ? i + 3 : 100 + i - 30
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

down[i] = simd_shuffle_rotate_down(a[i], 3);
up[i] = simd_shuffle_rotate_up(a[i], 3);
fill[i] = simd_shuffle_and_fill_down(a[i], 100 + int(lane), 2);
