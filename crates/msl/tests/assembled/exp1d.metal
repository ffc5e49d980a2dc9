// host name: custom_kernel_exp1d_float32_float32
// buffers: [Input(0), Output(0)]
// files: <names> <header> <signature> <source> <instantiation>
[[kernel]] void custom_kernel_exp1d_float32_float32(
  const device float* a [[buffer(0)]],
  device float* out [[buffer(1)]],
  uint3 thread_position_in_grid [[thread_position_in_grid]]) {
uint i = thread_position_in_grid.x;
out[i] = metal::exp(a[i]);

}
