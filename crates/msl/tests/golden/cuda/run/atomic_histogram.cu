namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_atomic_histogram_uint32_uint32(
  const ks_u32* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u32* const a = (ks_u32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  ks_array<ks_u32, 16>& bins = *(ks_array<ks_u32, 16>*)(ks_memory + 0);
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = thread_position_in_threadgroup.x;
  bool v2 = v1 < 16u;
  if (v2) {
    ks_atomic_store((&bins.at[v1]), 0u);
  }
  __syncthreads();
  ks_u32 v3 = a[v0];
  ks_u32 v4 = ks_atomic_add((&bins.at[v3]), 1u);
  __syncthreads();
  bool v5 = v1 < 16u;
  if (v5) {
    ks_u32 v6 = ks_atomic_load((&bins.at[v1]));
    ks_u32 v7 = ks_atomic_add((&out[v1]), v6);
  }
}

}
