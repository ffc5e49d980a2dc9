// Elements that the kernel does not write keep `init_value`.
//
// kernel: init_value_kept
// output out: float32[10]
// init_value: 3.5
// grid: 5 1 1
// threadgroup: 64 1 1
// expect out[i] = i % 2 == 0 ? 1 : 3.5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[2 * i] = 1;
