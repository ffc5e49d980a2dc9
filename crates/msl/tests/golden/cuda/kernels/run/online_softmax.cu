namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_online_softmax_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float m;
  float d;
  ks_u32 k;
  ks_u32 v0 = threadgroup_position_in_grid.x;
  m = __builtin_bit_cast(float, 0xff800000u);
  d = 0.0f;
  k = thread_index_in_simdgroup;
  for (;;) {
    ks_u32 v1 = k;
    bool v2 = v1 < 32u;
    if (!v2) break;
    ks_u32 v3 = v0 * 32u;
    ks_u32 v4 = k;
    ks_u32 v5 = v3 + v4;
    float v6 = a[v5];
    float v7 = m;
    float v8 = ks_math_fmax(v7, v6);
    float v9 = d;
    float v10 = m;
    float v11 = v10 - v8;
    float v12 = ks_math_exp(v11);
    float v13 = v9 * v12;
    float v14 = v6 - v8;
    float v15 = ks_math_exp(v14);
    float v16 = v13 + v15;
    d = v16;
    m = v8;
    ks_u32 v17 = k;
    ks_u32 v18 = v17 + 32u;
    k = v18;
  }
  float v19 = m;
  float v20 = ks_reduce<ks_join_max, 32>(ks_mask, v19, __builtin_bit_cast(float, 0xff800000u));
  float v21 = d;
  float v22 = m;
  float v23 = v22 - v20;
  float v24 = ks_math_exp(v23);
  float v25 = v21 * v24;
  float v26 = ks_reduce<ks_join_sum, 32>(ks_mask, v25, 0.0f);
  ks_u32 v27 = v0 * 32u;
  ks_u32 v28 = v27 + thread_index_in_simdgroup;
  ks_u32 v29 = v0 * 32u;
  ks_u32 v30 = v29 + thread_index_in_simdgroup;
  float v31 = a[v30];
  float v32 = v31 - v20;
  float v33 = ks_math_exp(v32);
  float v34 = v33 / v26;
  out[v28] = v34;
}

}
