// host name: custom_kernel_atomic_uint32
// buffers: [Output(0)]
// files: <names> <header> <signature> <source> <instantiation>
[[kernel]] void custom_kernel_atomic_uint32(
  device atomic<uint32_t>* out [[buffer(0)]]) {
atomic_fetch_add_explicit(&out[0], 1, memory_order_relaxed);

}
