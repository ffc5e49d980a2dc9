namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_across_simdgroups_int32_float32(
  const ks_i32* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  const ks_u32 simdgroups_per_threadgroup = (ks_here.count + 31) / 32;
  ks_array<float, 4>& partial = *(ks_array<float, 4>*)(ks_memory + 0);
  float x_;
  float total;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  float v2 = ks_f32(v1);
  float v3 = ks_reduce<ks_join_sum, 32>(ks_mask, v2, 0.0f);
  bool v4 = thread_index_in_simdgroup == 0u;
  if (v4) {
    partial.at[simdgroup_index_in_threadgroup] = v3;
  }
  __syncthreads();
  bool v5 = simdgroup_index_in_threadgroup == 0u;
  if (v5) {
    bool v6 = thread_index_in_simdgroup < simdgroups_per_threadgroup;
    if (v6) {
      float v7 = partial.at[thread_index_in_simdgroup];
      x_ = v7;
    } else {
      x_ = 0.0f;
    }
    float v8 = x_;
    total = v8;
    float v9 = total;
    float v10 = ks_reduce<ks_join_sum, 32>(ks_mask, v9, 0.0f);
    total = v10;
    bool v11 = thread_index_in_simdgroup == 0u;
    if (v11) {
      float v12 = total;
      (*out) = v12;
    }
  }
}

}
