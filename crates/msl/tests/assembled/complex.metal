// host name: custom_kernel_complex_complex64_complex64
// buffers: [Input(0), Output(0)]
// files: <names> <complex> <limits> <arithmetic> <header> <signature> <source> <instantiation>
[[kernel]] void custom_kernel_complex_complex64_complex64(
  const device complex64_t* a [[buffer(0)]],
  device complex64_t* out [[buffer(1)]]) {
out[0] = a[0] * a[1] + complex64_t(Limits<float>::max, 0);
// ceildiv numeric_limits

}
