namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_row_softmax_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float top;
  ks_u32 k;
  float sum;
  ks_u32 k_1;
  ks_u32 k_2;
  ks_u32 v0 = thread_position_in_grid.y;
  ks_u32 v1 = v0 * 70u;
  top = __builtin_bit_cast(float, 0xff800000u);
  k = thread_index_in_simdgroup;
  for (;;) {
    ks_u32 v2 = k;
    bool v3 = v2 < 70u;
    if (!v3) break;
    ks_u32 v4 = k;
    float v5 = top;
    float v6 = (&a[v1])[v4];
    float v7 = ks_math_fmax(v5, v6);
    top = v7;
    ks_u32 v8 = k;
    ks_u32 v9 = v8 + 32u;
    k = v9;
  }
  float v10 = top;
  float v11 = ks_reduce<ks_join_max, 32>(ks_mask, v10, __builtin_bit_cast(float, 0xff800000u));
  top = v11;
  sum = 0.0f;
  k_1 = thread_index_in_simdgroup;
  for (;;) {
    ks_u32 v12 = k_1;
    bool v13 = v12 < 70u;
    if (!v13) break;
    ks_u32 v14 = k_1;
    float v15 = (&a[v1])[v14];
    float v16 = top;
    float v17 = v15 - v16;
    float v18 = ks_math_exp(v17);
    float v19 = sum;
    float v20 = v19 + v18;
    sum = v20;
    ks_u32 v21 = k_1;
    ks_u32 v22 = v21 + 32u;
    k_1 = v22;
  }
  float v23 = sum;
  float v24 = ks_reduce<ks_join_sum, 32>(ks_mask, v23, 0.0f);
  sum = v24;
  k_2 = thread_index_in_simdgroup;
  for (;;) {
    ks_u32 v25 = k_2;
    bool v26 = v25 < 70u;
    if (!v26) break;
    ks_u32 v27 = v0 * 70u;
    ks_u32 v28 = k_2;
    ks_u32 v29 = v27 + v28;
    ks_u32 v30 = k_2;
    float v31 = (&a[v1])[v30];
    float v32 = top;
    float v33 = v31 - v32;
    float v34 = ks_math_exp(v33);
    float v35 = sum;
    float v36 = v34 / v35;
    out[v29] = v36;
    ks_u32 v37 = k_2;
    ks_u32 v38 = v37 + 32u;
    k_2 = v38;
  }
}

}
