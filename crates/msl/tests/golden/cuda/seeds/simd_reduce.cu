namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_reduce_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  float* __restrict__ centered,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  const ks_vec3<ks_u32> threads_per_threadgroup = ks_here.size;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  const ks_u32 simdgroups_per_threadgroup = (ks_here.count + 31) / 32;
  ks_array<float, 32>& partial = *(ks_array<float, 32>*)(ks_memory + 0);
  float& total = *(float*)(ks_memory + 128);
  float all;
  ks_u32 s;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = x[v0];
  float v2 = ks_reduce<ks_join_sum, 32>(ks_mask, v1, 0.0f);
  bool v3 = thread_index_in_simdgroup == 0u;
  if (v3) {
    partial.at[simdgroup_index_in_threadgroup] = v2;
  }
  __syncthreads();
  bool v4 = thread_index_in_threadgroup == 0u;
  if (v4) {
    all = 0.0f;
    s = 0u;
    for (;;) {
      ks_u32 v5 = s;
      bool v6 = v5 < simdgroups_per_threadgroup;
      if (!v6) break;
      ks_u32 v7 = s;
      float v8 = all;
      float v9 = partial.at[v7];
      float v10 = v8 + v9;
      all = v10;
      ks_u32 v11 = s;
      ks_u32 v12 = v11 + 1u;
      s = v12;
    }
    float v13 = all;
    total = v13;
    ks_u32 v14 = threadgroup_position_in_grid.x;
    float v15 = all;
    out[v14] = v15;
  }
  __syncthreads();
  float v16 = total;
  ks_u32 v17 = threads_per_threadgroup.x;
  float v18 = ks_f32(v17);
  float v19 = v16 / v18;
  float v20 = v1 - v19;
  centered[v0] = v20;
}

}
