namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_clamp_select_mix_float32c_float32_float32_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ c,
  float* __restrict__ s,
  float* __restrict__ m,
  ks_i32* __restrict__ k,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = ks_math_fmax(v1, (-1.0f));
  float v3 = ks_math_fmin(v2, 1.0f);
  c[v0] = v3;
  bool v4 = v1 >= 0.5f;
  float v5 = v4 ? 9.0f : v1;
  s[v0] = v5;
  float v6 = ks_math_mix(4.0f, 3.0f, v1);
  m[v0] = v6;
  ks_i32 v7 = (ks_i32)v0;
  ks_i32 v8 = (ks_i32)((ks_u32)v7 - (ks_u32)1);
  ks_i32 v9 = ks_int_max(v8, 0);
  ks_i32 v10 = ks_int_min(v9, 3);
  k[v0] = v10;
}

}
