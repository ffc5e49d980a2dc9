namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_in_threadgroup_memory_int32_uint32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_u32, 4>& counts = *(ks_array<ks_u32, 4>*)(ks_memory + 0);
  ks_u32 v0 = thread_position_in_grid.x;
  bool v1 = thread_index_in_threadgroup < 4u;
  if (v1) {
    ks_atomic_store((&counts.at[thread_index_in_threadgroup]), 0u);
  }
  __syncthreads();
  ks_i32 v2 = a[v0];
  ks_u32 v3 = ks_atomic_add((&counts.at[v2]), 1u);
  __syncthreads();
  bool v4 = thread_index_in_threadgroup < 4u;
  if (v4) {
    ks_u32 v5 = ks_atomic_load((&counts.at[thread_index_in_threadgroup]));
    ks_u32 v6 = ks_atomic_add((&out[thread_index_in_threadgroup]), v5);
  }
}

}
