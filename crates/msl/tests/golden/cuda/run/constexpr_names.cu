namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_constexpr_names_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<ks_i32, 4> table;
  ks_i32 k;
  ks_i32 sum;
  ks_i32 k_1;
  ks_u32 v0 = thread_position_in_grid.x;
  k = 0;
  for (;;) {
    ks_i32 v1 = k;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_i32 v3 = k;
    ks_i32 v4 = k;
    table.at[v3] = v4;
    ks_i32 v5 = k;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
    k = v6;
  }
  sum = 0;
  k_1 = 0;
  for (;;) {
    ks_i32 v7 = k_1;
    bool v8 = v7 < 4;
    if (!v8) break;
    ks_i32 v9 = k_1;
    ks_i32 v10 = sum;
    ks_i32 v11 = table.at[v9];
    ks_i32 v12 = (ks_i32)((ks_u32)v10 + (ks_u32)v11);
    sum = v12;
    ks_i32 v13 = k_1;
    ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
    k_1 = v14;
  }
  ks_i32 v15 = sum;
  float v16 = ks_f32(v15);
  float v17 = v16 * 1.5f;
  ks_i32 v18 = ks_to_i32(ks_f32(v17));
  ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)4);
  ks_i32 v20 = (ks_i32)((ks_u32)v19 - (ks_u32)1);
  ks_i32 v21 = (ks_i32)v0;
  ks_i32 v22 = (ks_i32)((ks_u32)v20 + (ks_u32)v21);
  out[v0] = v22;
}

}
