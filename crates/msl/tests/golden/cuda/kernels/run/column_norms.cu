namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_column_norms_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float sum;
  ks_i32 r;
  ks_u32 v0 = thread_position_in_grid.x;
  sum = 0.0f;
  r = 0;
  for (;;) {
    ks_i32 v1 = r;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_i32 v3 = r;
    ks_i32 v4 = (ks_i32)((ks_u32)v3 * (ks_u32)3);
    ks_u32 v5 = (ks_u32)v4;
    ks_u32 v6 = v5 + v0;
    ks_i32 v7 = r;
    ks_i32 v8 = (ks_i32)((ks_u32)v7 * (ks_u32)3);
    ks_u32 v9 = (ks_u32)v8;
    ks_u32 v10 = v9 + v0;
    float v11 = a[v6];
    float v12 = a[v10];
    float v13 = sum;
    float v14 = ks_math_fma(v11, v12, v13);
    sum = v14;
    ks_i32 v15 = r;
    ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
    r = v16;
  }
  float v17 = sum;
  float v18 = ks_math_sqrt(v17);
  out[v0] = v18;
}

}
