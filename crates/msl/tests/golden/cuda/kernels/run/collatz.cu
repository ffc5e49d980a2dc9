namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_collatz_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 n;
  ks_i32 steps;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = v0 + 1u;
  n = v1;
  steps = 0;
  for (;;) {
    ks_u32 v2 = n;
    bool v3 = v2 != 1u;
    if (!v3) break;
    ks_u32 v4 = n;
    ks_u32 v5 = (ks_u32)(v4 % 2u);
    bool v6 = v5 == 0u;
    ks_u32 v7 = n;
    ks_u32 v8 = (ks_u32)(v7 / 2u);
    ks_u32 v9 = n;
    ks_u32 v10 = 3u * v9;
    ks_u32 v11 = v10 + 1u;
    ks_u32 v12 = v6 ? v8 : v11;
    n = v12;
    ks_i32 v13 = steps;
    ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
    steps = v14;
  }
  ks_i32 v15 = steps;
  out[v0] = v15;
}

}
