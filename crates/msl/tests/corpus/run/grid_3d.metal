// A three-dimensional grid, with all three components of the position as a variable.
//
// kernel: grid_3d
// output out: uint32[60]
// grid: 5 4 3
// threadgroup: 2 2 2
// expect out[i] = i
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint3 p = thread_position_in_grid;
uint3 n = threads_per_grid;
out[(p.z * n.y + p.y) * n.x + p.x] = p.x + 5 * p.y + 20 * p.z;
