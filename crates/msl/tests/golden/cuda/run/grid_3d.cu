namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_grid_3d_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> threads_per_grid = {ks_host.grid[0], ks_host.grid[1], ks_host.grid[2]};
  ks_u32 v0 = thread_position_in_grid.z;
  ks_u32 v1 = threads_per_grid.y;
  ks_u32 v2 = v0 * v1;
  ks_u32 v3 = thread_position_in_grid.y;
  ks_u32 v4 = v2 + v3;
  ks_u32 v5 = threads_per_grid.x;
  ks_u32 v6 = v4 * v5;
  ks_u32 v7 = thread_position_in_grid.x;
  ks_u32 v8 = v6 + v7;
  ks_u32 v9 = thread_position_in_grid.x;
  ks_u32 v10 = thread_position_in_grid.y;
  ks_u32 v11 = 5u * v10;
  ks_u32 v12 = v9 + v11;
  ks_u32 v13 = thread_position_in_grid.z;
  ks_u32 v14 = 20u * v13;
  ks_u32 v15 = v12 + v14;
  out[v8] = v15;
}

}
