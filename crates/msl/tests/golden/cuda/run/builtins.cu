namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_builtins_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  const ks_vec3<ks_u32> threadgroups_per_grid = {ks_host.groups[0], ks_host.groups[1], ks_host.groups[2]};
  const ks_vec3<ks_u32> grid_size = {ks_host.grid[0], ks_host.grid[1], ks_host.grid[2]};
  const ks_vec3<ks_u32> grid_origin = {0, 0, 0};
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  const ks_u32 threads_per_simdgroup = 32;
  const ks_u32 thread_index_in_quadgroup = ks_here.index % 4;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 8u * v0;
  ks_u32 v2 = v1 + 0u;
  out[v2] = thread_index_in_threadgroup;
  ks_u32 v3 = 8u * v0;
  ks_u32 v4 = v3 + 1u;
  ks_u32 v5 = threadgroup_position_in_grid.x;
  out[v4] = v5;
  ks_u32 v6 = 8u * v0;
  ks_u32 v7 = v6 + 2u;
  out[v7] = thread_index_in_simdgroup;
  ks_u32 v8 = 8u * v0;
  ks_u32 v9 = v8 + 3u;
  out[v9] = simdgroup_index_in_threadgroup;
  ks_u32 v10 = 8u * v0;
  ks_u32 v11 = v10 + 4u;
  ks_u32 v12 = threadgroups_per_grid.x;
  out[v11] = v12;
  ks_u32 v13 = 8u * v0;
  ks_u32 v14 = v13 + 5u;
  out[v14] = threads_per_simdgroup;
  ks_u32 v15 = 8u * v0;
  ks_u32 v16 = v15 + 6u;
  ks_u32 v17 = grid_size.x;
  ks_u32 v18 = grid_origin.x;
  ks_u32 v19 = v17 + v18;
  out[v16] = v19;
  ks_u32 v20 = 8u * v0;
  ks_u32 v21 = v20 + 7u;
  out[v21] = thread_index_in_quadgroup;
}

}
