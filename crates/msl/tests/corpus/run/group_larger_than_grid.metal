// A threadgroup is clamped to the grid.
//
// kernel: group_larger_than_grid
// output out: uint32[5]
// grid: 5 1 1
// threadgroup: 256 1 1
// expect out = fill(5)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = dispatch_threads_per_threadgroup.x;
