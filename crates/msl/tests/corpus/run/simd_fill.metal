// Shuffles that fill in.
//
// kernel: simd_fill
// input a: int32[32] = arange
// output down: int32[32]
// output up: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect down[i] = i + 3 < 32 ? i + 3 : 100 + i + 3 - 32
// expect up[i] = i < 3 ? 100 + 29 + i : i - 3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
down[i] = simd_shuffle_and_fill_down(a[i], a[i] + 100, 3);
up[i] = simd_shuffle_and_fill_up(a[i], a[i] + 100, 3);
