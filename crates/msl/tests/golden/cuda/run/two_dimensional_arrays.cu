namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_two_dimensional_arrays_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<ks_array<ks_i32, 3>, 2> m;
  ks_i32 r;
  ks_i32 c;
  ks_u32 v0 = thread_position_in_grid.x;
  m = ks_array<ks_array<ks_i32, 3>, 2>{{{{1, 2, 3}}, {{4, 5, 6}}}};
  r = 0;
  for (;;) {
    ks_i32 v1 = r;
    bool v2 = v1 < 2;
    if (!v2) break;
    c = 0;
    for (;;) {
      ks_i32 v3 = c;
      bool v4 = v3 < 3;
      if (!v4) break;
      ks_i32 v5 = r;
      ks_i32 v6 = c;
      ks_i32 v7 = r;
      ks_i32 v8 = (ks_i32)((ks_u32)7 * (ks_u32)v7);
      ks_i32 v9 = (ks_i32)((ks_u32)10 + (ks_u32)v8);
      ks_i32 v10 = m.at[v5].at[v6];
      ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)v9);
      m.at[v5].at[v6] = v11;
      ks_i32 v12 = c;
      ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
      c = v13;
    }
    ks_i32 v14 = r;
    ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
    r = v15;
  }
  ks_u32 v16 = (ks_u32)(v0 / 3u);
  ks_u32 v17 = (ks_u32)(v0 % 3u);
  ks_i32 v18 = m.at[v16].at[v17];
  out[v0] = v18;
}

}
