// Locations in strided arrays of three dimensions, by position and by number.
//
// kernel: prelude_locations
// input a: float32[2, 3, 4] transposed = arange
// row_contiguous: false
// output by_number: float32[24]
// output by_position: float32[24]
// output by_axes: float32[24]
// grid: 4 3 2
// threadgroup: 4 3 2
// expect by_number[i] = i
// expect by_position[i] = i
// expect by_axes[i] = i
// body:
uint3 p = thread_position_in_grid;
uint i = (p.z * 3 + p.y) * 4 + p.x;
by_number[i] = a[elem_to_loc(i, a_shape, a_strides, a_ndim)];
by_position[i] = a[elem_to_loc<int64_t>(p, a_shape, a_strides, a_ndim)];
by_axes[i] = a[elem_to_loc_3(p, a_strides)];
