// A transposed view that is made row-contiguous first.
//
// kernel: strided_copy
// input a: float32[4, 6] transposed = arange
// output out: float32[24]
// output step: int64[2]
// grid: 24 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i]
// expect step = [6, 1]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = a[i];
if (i < 2) step[i] = a_strides[i];
