// host name: custom_kernel_no_inputs_int64
// buffers: [Output(0)]
// files: <names> <header> <signature> <source> <instantiation>
[[kernel]] void custom_kernel_no_inputs_int64(
  device int64_t* out [[buffer(0)]],
  uint3 threads_per_threadgroup [[threads_per_threadgroup]],
  uint3 dispatch_threads_per_threadgroup [[dispatch_threads_per_threadgroup]]) {
out[0] = 1; // dispatch_threads_per_threadgroup brings two in

}
