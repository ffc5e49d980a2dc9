namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_rounding_functions_float32c_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  float* __restrict__ m,
  float* __restrict__ f,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = ks_math_floor(v1);
  float v3 = v2 * 10000.0f;
  float v4 = ks_math_ceil(v1);
  float v5 = v4 * 1000.0f;
  float v6 = v3 + v5;
  float v7 = ks_math_round(v1);
  float v8 = v7 * 100.0f;
  float v9 = v6 + v8;
  float v10 = ks_math_rint(v1);
  float v11 = v10 * 10.0f;
  float v12 = v9 + v11;
  float v13 = ks_math_trunc(v1);
  float v14 = v12 + v13;
  out[v0] = v14;
  float v15 = ks_math_fmod(v1, 1.0f);
  m[v0] = v15;
  float v16 = ks_math_fract(v1);
  f[v0] = v16;
}

}
