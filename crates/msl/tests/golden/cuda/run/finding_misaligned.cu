namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_finding_misaligned_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_vec2<float> v0 = (*((ks_vec2<float>*)(&a[1])));
  float v1 = v0.x;
  float v2 = v0.y;
  float v3 = v1 + v2;
  (*out) = v3;
}

}
