namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_rms_norm_float32_float32_float32sc_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  float* const w = (float*)ks_buffer1;
  float* const eps = (float*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  const ks_vec3<ks_u32> threads_per_threadgroup = ks_here.size;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  ks_array<float, 4>& partial = *(ks_array<float, 4>*)(ks_memory + 0);
  float sum;
  ks_u32 k;
  ks_u32 k_1;
  ks_u32 v0 = thread_position_in_grid.y;
  ks_u32 v1 = thread_position_in_threadgroup.x;
  sum = 0.0f;
  k = v1;
  for (;;) {
    ks_u32 v2 = k;
    bool v3 = v2 < 300u;
    if (!v3) break;
    ks_u32 v4 = v0 * 300u;
    ks_u32 v5 = k;
    ks_u32 v6 = v4 + v5;
    float v7 = x[v6];
    float v8 = v7 * v7;
    float v9 = sum;
    float v10 = v9 + v8;
    sum = v10;
    ks_u32 v11 = threads_per_threadgroup.x;
    ks_u32 v12 = k;
    ks_u32 v13 = v12 + v11;
    k = v13;
  }
  float v14 = sum;
  float v15 = ks_reduce<ks_join_sum, 32>(ks_mask, v14, 0.0f);
  sum = v15;
  bool v16 = thread_index_in_simdgroup == 0u;
  if (v16) {
    float v17 = sum;
    partial.at[simdgroup_index_in_threadgroup] = v17;
  }
  __syncthreads();
  float v18 = partial.at[0];
  float v19 = partial.at[1];
  float v20 = v18 + v19;
  float v21 = partial.at[2];
  float v22 = v20 + v21;
  float v23 = partial.at[3];
  float v24 = v22 + v23;
  float v25 = v24 / 300.0f;
  float v26 = (*eps);
  float v27 = v25 + v26;
  float v28 = ks_math_rsqrt(v27);
  k_1 = v1;
  for (;;) {
    ks_u32 v29 = k_1;
    bool v30 = v29 < 300u;
    if (!v30) break;
    ks_u32 v31 = v0 * 300u;
    ks_u32 v32 = k_1;
    ks_u32 v33 = v31 + v32;
    ks_u32 v34 = v0 * 300u;
    ks_u32 v35 = k_1;
    ks_u32 v36 = v34 + v35;
    float v37 = x[v36];
    float v38 = v37 * v28;
    ks_u32 v39 = k_1;
    float v40 = w[v39];
    float v41 = v38 * v40;
    out[v33] = v41;
    ks_u32 v42 = threads_per_threadgroup.x;
    ks_u32 v43 = k_1;
    ks_u32 v44 = v43 + v42;
    k_1 = v44;
  }
}

}
