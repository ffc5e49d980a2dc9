// Shape, rank and strides of an input.
//
// kernel: shapes
// input a: float32[4, 5] = arange
// output out: int64[5]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = [4, 5, 2, 5, 1]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
out[0] = a_shape[0];
out[1] = a_shape[1];
out[2] = a_ndim;
out[3] = a_strides[0];
out[4] = a_strides[1];
