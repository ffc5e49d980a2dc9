// A transposition through a padded tile.
//
// kernel: transpose_with_padding
// input a: float32[8, 8] = arange(0, 1)
// output out: float32[8, 8]
// grid: 8 8 1
// threadgroup: 8 8 1
// expect out[i] = 8 * (i % 8) + floor(i / 8)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup float tile[8][8 + 1];
uint x = thread_position_in_threadgroup.x, y = thread_position_in_threadgroup.y;
tile[y][x] = a[y * 8 + x];
threadgroup_barrier(mem_flags::mem_threadgroup);
out[y * 8 + x] = tile[x][y];
