// `elem_to_loc_2`, `elem_to_loc_1` and `ceildiv`.
//
// kernel: fixed_rank_locations
// input a: int32[4, 6] transposed = arange
// input b: int32[8] = arange
// output out: int32[24]
// output n: int32[24]
// row_contiguous: false
// grid: 6 4 1
// threadgroup: 6 4 1
// expect out[i] = a[i] + b[i % 6]
// expect n = fill(5)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint2 p = thread_position_in_grid.xy;
uint i = p.y * 6 + p.x;
out[i] = a[elem_to_loc_2(p, a_strides)] + b[elem_to_loc_1(p.x, b_strides[0])];
n[i] = ceildiv(24, 5);
