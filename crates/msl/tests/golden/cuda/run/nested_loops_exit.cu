namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_nested_loops_exit_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 count;
  ks_i32 x;
  ks_i32 y;
  ks_u32 v0 = thread_position_in_grid.x;
  count = 0;
  x = 0;
  for (;;) {
    ks_i32 v1 = x;
    bool v2 = v1 < 8;
    if (!v2) break;
    {
      ks_i32 v3 = x;
      ks_i32 v4 = (ks_i32)v0;
      ks_i32 v5 = (ks_i32)(v4 % 5);
      bool v6 = v3 == v5;
      if (v6) {
        goto end;
      }
      y = 0;
      for (;;) {
        ks_i32 v7 = y;
        bool v8 = v7 < 8;
        if (!v8) break;
        ks_i32 v9 = x;
        ks_i32 v10 = y;
        ks_i32 v11 = (ks_i32)((ks_u32)v9 * (ks_u32)v10);
        ks_i32 v12 = (ks_i32)v0;
        bool v13 = v11 > v12;
        if (v13) {
          break;
        }
        ks_i32 v14 = count;
        ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
        count = v15;
        ks_i32 v16 = y;
        ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
        y = v17;
      }
    }
    end:;
    ks_i32 v18 = x;
    ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
    x = v19;
  }
  ks_i32 v20 = count;
  out[v0] = v20;
}

}
