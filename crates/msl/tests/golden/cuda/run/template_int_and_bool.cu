namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_template_int_and_bool_4_true_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<float, 4> part;
  ks_i32 k;
  float sum;
  ks_i32 k_1;
  ks_u32 v0 = thread_position_in_grid.x;
  k = 0;
  for (;;) {
    ks_i32 v1 = k;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_i32 v3 = k;
    ks_u32 v4 = v0 * 4u;
    ks_i32 v5 = k;
    ks_u32 v6 = (ks_u32)v5;
    ks_u32 v7 = v4 + v6;
    float v8 = a[v7];
    part.at[v3] = v8;
    ks_i32 v9 = k;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
    k = v10;
  }
  sum = 0.0f;
  k_1 = 0;
  for (;;) {
    ks_i32 v11 = k_1;
    bool v12 = v11 < 4;
    if (!v12) break;
    ks_i32 v13 = k_1;
    float v14 = sum;
    float v15 = part.at[v13];
    float v16 = v14 + v15;
    sum = v16;
    ks_i32 v17 = k_1;
    ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
    k_1 = v18;
  }
  float v19 = sum;
  float v20 = ks_neg(v19);
  sum = v20;
  float v21 = sum;
  out[v0] = v21;
}

}
