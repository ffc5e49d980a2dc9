namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_sine_and_cosine_at_once_float32c_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ s,
  float* __restrict__ c,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float cosine;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = ks_math_sin(v1);
  float v3 = ks_math_cos(v1);
  cosine = v3;
  s[v0] = v2;
  float v4 = cosine;
  c[v0] = v4;
}

}
