namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_scan_of_simdgroups_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  ks_array<ks_i32, 2>& totals = *(ks_array<ks_i32, 2>*)(ks_memory + 0);
  ks_i32 before;
  ks_u32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = ks_prefix<ks_join_sum, 32, true>(ks_mask, v1, 0);
  bool v3 = thread_index_in_simdgroup == 31u;
  if (v3) {
    totals.at[simdgroup_index_in_threadgroup] = v2;
  }
  __syncthreads();
  before = 0;
  k = 0u;
  for (;;) {
    ks_u32 v4 = k;
    bool v5 = v4 < simdgroup_index_in_threadgroup;
    if (!v5) break;
    ks_u32 v6 = k;
    ks_i32 v7 = before;
    ks_i32 v8 = totals.at[v6];
    ks_i32 v9 = (ks_i32)((ks_u32)v7 + (ks_u32)v8);
    before = v9;
    ks_u32 v10 = k;
    ks_u32 v11 = v10 + 1u;
    k = v11;
  }
  ks_i32 v12 = before;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)v2);
  out[v0] = v13;
}

}
