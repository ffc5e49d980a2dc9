// A two-dimensional grid with ragged edges on both axes.
//
// kernel: grid_2d
// input a: float32[7, 13] = normal(29)
// output out: float32[13, 7]
// grid: 13 7 1
// threadgroup: 8 4 1
// expect out[i] = a[(i % 7) * 13 + (i - i % 7) / 7]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint2 p = thread_position_in_grid.xy;
out[p.x * 7 + p.y] = a[p.y * 13 + p.x];
