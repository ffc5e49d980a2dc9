// host name: custom_kernel_strided_float32_float32_float32
// buffers: [Input(0), Shape(0), Strides(0), Ndim(0), Input(1), Output(0)]
// files: <names> <indexing> <header> <signature> <source> <instantiation>
[[kernel]] void custom_kernel_strided_float32_float32_float32(
  const device float* a [[buffer(0)]],
  const constant int* a_shape [[buffer(1)]],
  const constant int64_t* a_strides [[buffer(2)]],
  const constant int& a_ndim [[buffer(3)]],
  const device float* b [[buffer(4)]],
  device float* out [[buffer(5)]],
  uint3 thread_position_in_grid [[thread_position_in_grid]]) {
uint e = thread_position_in_grid.x;
uint at = elem_to_loc(e, a_shape, a_strides, a_ndim);
out[e] = a[at] + b[e]; // data_shape names b's no

}
