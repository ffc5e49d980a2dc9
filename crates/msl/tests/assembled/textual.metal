// host name: custom_kernel_textual_float32_float32sc_float32
// buffers: [Input(0), Shape(0), Input(1), Output(0)]
// files: <names> <header> <signature> <source> <instantiation>
// a_strides thread_position_in_grid
[[kernel]] void custom_kernel_textual_float32_float32sc_float32(
  const device float* a [[buffer(0)]],
  const constant int* a_shape [[buffer(1)]],
  const constant float& x [[buffer(2)]],
  device float* out [[buffer(3)]]) {
// data_shape x_shape

}
