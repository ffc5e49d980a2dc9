// host name: custom_kernel_forms_float32sc_int32c_float16_bfloat16
// buffers: [Input(0), Input(1), Input(2), Output(0)]
// files: <names> <header> <signature> <source> <instantiation>
[[kernel]] void custom_kernel_forms_float32sc_int32c_float16_bfloat16(
  const constant float& s [[buffer(0)]],
  const constant int32_t* n [[buffer(1)]],
  const device half* h [[buffer(2)]],
  device bfloat16_t* out [[buffer(3)]],
  uint thread_index_in_threadgroup [[thread_index_in_threadgroup]]) {
out[thread_index_in_threadgroup] = s + float(n[0]) + float(h[0]);

}
