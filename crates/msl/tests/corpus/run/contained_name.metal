// A longer name that ends in NAME_shape brings the shape into being.
//
// kernel: contained_name
// input a: float32[8] = arange
// output out: int32[8]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out = fill(8)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int data_shape = 1;
out[i] = a_shape[0] * data_shape;
