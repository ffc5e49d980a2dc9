// A transposed view read by its strides, without a copy.
//
// kernel: strided_input
// input a: float32[4, 6] transposed = arange
// output out: float32[24]
// row_contiguous: false
// grid: 24 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] * 10
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
uint place = elem_to_loc(i, a_shape, a_strides, a_ndim);
out[i] = a[place] * 10;
