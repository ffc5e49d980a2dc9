namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_matrix_times_vector_float32_float32c_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  float* __restrict__ y,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float* const x = (float*)ks_buffer1;
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float sum;
  ks_u32 k;
  ks_u32 v0 = threadgroup_position_in_grid.x;
  sum = 0.0f;
  k = thread_index_in_simdgroup;
  for (;;) {
    ks_u32 v1 = k;
    bool v2 = v1 < 6u;
    if (!v2) break;
    ks_u32 v3 = v0 * 6u;
    ks_u32 v4 = k;
    ks_u32 v5 = v3 + v4;
    float v6 = a[v5];
    ks_u32 v7 = k;
    float v8 = x[v7];
    float v9 = v6 * v8;
    float v10 = sum;
    float v11 = v10 + v9;
    sum = v11;
    ks_u32 v12 = k;
    ks_u32 v13 = v12 + 32u;
    k = v13;
  }
  float v14 = sum;
  float v15 = ks_reduce<ks_join_sum, 32>(ks_mask, v14, 0.0f);
  sum = v15;
  bool v16 = thread_index_in_simdgroup == 0u;
  if (v16) {
    float v17 = sum;
    y[v0] = v17;
  }
}

}
