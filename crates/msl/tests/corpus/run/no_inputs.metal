// A kernel without inputs.
//
// kernel: no_inputs
// output out: uint32[33]
// grid: 33 1 1
// threadgroup: 64 1 1
// expect out[i] = i * i
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = i * i;
