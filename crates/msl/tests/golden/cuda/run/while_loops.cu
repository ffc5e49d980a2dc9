namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_while_loops_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 sum;
  ks_i32 k;
  ks_i32 n;
  ks_u32 v0 = thread_position_in_grid.x;
  sum = 0;
  k = (-1);
  for (;;) {
    ks_i32 v1 = k;
    ks_i32 v2 = (ks_i32)((ks_u32)v1 + (ks_u32)1);
    k = v2;
    ks_i32 v3 = k;
    ks_i32 v4 = a[v0];
    bool v5 = v3 >= v4;
    if (v5) {
      break;
    }
    ks_i32 v6 = k;
    ks_i32 v7 = (ks_i32)(v6 % 3);
    bool v8 = v7 == 0;
    if (v8) {
      continue;
    }
    ks_i32 v9 = sum;
    ks_i32 v10 = k;
    ks_i32 v11 = (ks_i32)((ks_u32)v9 + (ks_u32)v10);
    sum = v11;
  }
  n = 0;
  for (;;) {
    ks_i32 v12 = n;
    ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
    n = v13;
    ks_i32 v14 = n;
    bool v15 = v14 < 5;
    if (!v15) break;
  }
  ks_i32 v16 = sum;
  ks_i32 v17 = n;
  ks_i32 v18 = (ks_i32)((ks_u32)v16 + (ks_u32)v17);
  out[v0] = v18;
}

}
