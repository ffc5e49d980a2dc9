// A grid of no threads leaves what `init_value` put there.
//
// kernel: zero_grid_init_value
// output out: int32[4]
// init_value: 7
// grid: 3 0 1
// threadgroup: 64 1 1
// expect out = fill(7)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
out[thread_position_in_grid.x] = 1;
