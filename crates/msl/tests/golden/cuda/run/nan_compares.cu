namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_nan_compares_float32c_int32_float32(
  const float* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  float* __restrict__ top,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  bool v2 = v1 == v1;
  ks_i32 v3 = v2 ? 4 : 0;
  bool v4 = v1 != v1;
  ks_i32 v5 = v4 ? 2 : 0;
  ks_i32 v6 = (ks_i32)((ks_u32)v3 + (ks_u32)v5);
  bool v7 = v1 < __builtin_bit_cast(float, 0x7fc00000u);
  ks_i32 v8 = v7 ? 1 : 0;
  ks_i32 v9 = (ks_i32)((ks_u32)v6 + (ks_u32)v8);
  bool v10 = __builtin_bit_cast(float, 0x7fc00000u) >= v1;
  ks_i32 v11 = v10 ? 1 : 0;
  ks_i32 v12 = (ks_i32)((ks_u32)v9 + (ks_u32)v11);
  out[v0] = v12;
  float v13 = ks_math_fmax(v1, 2.0f);
  float v14 = ks_math_fmin(v1, 1.0f);
  float v15 = 0.0f * v14;
  float v16 = v13 + v15;
  top[v0] = v16;
}

}
