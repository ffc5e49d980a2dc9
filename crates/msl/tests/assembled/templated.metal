// host name: custom_kernel_templated_bfloat16_t_m4_true_bfloat16_bfloat16_float32
// buffers: [Input(0), Output(0), Output(1)]
// files: <names> <header> <signature> <source> <instantiation>
#include <metal_stdlib>
using namespace metal;
template <typename T, int N, bool B>
[[kernel]] void custom_kernel_templated_bfloat16_t_m4_true_bfloat16_bfloat16_float32(
  const device bfloat16_t* a [[buffer(0)]],
  device bfloat16_t* out [[buffer(1)]],
  device float* sum [[buffer(2)]]) {
out[0] = T(a[N + 4]);

}

template [[host_name("custom_kernel_templated_bfloat16_t_m4_true_bfloat16_bfloat16_float32")]] [[kernel]]
decltype(custom_kernel_templated_bfloat16_t_m4_true_bfloat16_bfloat16_float32<bfloat16_t, -4, true>) custom_kernel_templated_bfloat16_t_m4_true_bfloat16_bfloat16_float32<bfloat16_t, -4, true>;
