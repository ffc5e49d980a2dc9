// A transpose through a padded two-dimensional threadgroup array.
//
// kernel: tile_transpose
// input a: float32[16, 16] = normal(32)
// output out: float32[16, 16]
// grid: 16 16 1
// threadgroup: 16 16 1
// expect out[i] = a[(i % 16) * 16 + (i - i % 16) / 16]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
constexpr uint T = 16;
threadgroup float tile[T][T + 1];
uint2 l = thread_position_in_threadgroup.xy;
tile[l.y][l.x] = a[l.y * T + l.x];
threadgroup_barrier(mem_flags::mem_threadgroup);
out[l.y * T + l.x] = tile[l.x][l.y];
