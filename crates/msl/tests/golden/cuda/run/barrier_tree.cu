namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_barrier_tree_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> threads_per_threadgroup = ks_here.size;
  ks_array<ks_i32, 128>& part = *(ks_array<ks_i32, 128>*)(ks_memory + 0);
  ks_u32 step;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = threads_per_threadgroup.x;
  ks_i32 v2 = a[v0];
  part.at[v0] = v2;
  ks_u32 v3 = v0 + v1;
  bool v4 = v3 < 128u;
  if (v4) {
    ks_u32 v5 = v0 + v1;
    part.at[v5] = 0;
  }
  __syncthreads();
  step = 64u;
  for (;;) {
    ks_u32 v6 = step;
    bool v7 = v6 > 0u;
    if (!v7) break;
    ks_u32 v8 = step;
    bool v9 = v0 < v8;
    if (v9) {
      ks_u32 v10 = step;
      ks_u32 v11 = v0 + v10;
      ks_i32 v12 = part.at[v0];
      ks_i32 v13 = part.at[v11];
      ks_i32 v14 = (ks_i32)((ks_u32)v12 + (ks_u32)v13);
      part.at[v0] = v14;
    }
    __syncthreads();
    ks_u32 v15 = step;
    ks_u32 v16 = (ks_u32)(v15 >> 1);
    step = v16;
  }
  bool v17 = v0 == 0u;
  if (v17) {
    ks_i32 v18 = part.at[0];
    (*out) = v18;
  }
}

}
