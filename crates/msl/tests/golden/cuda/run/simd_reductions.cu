namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_reductions_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<ks_i32, 6> values;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = ks_reduce<ks_join_sum, 32>(ks_mask, v1, 0);
  ks_i32 v3 = ks_reduce<ks_join_min, 32>(ks_mask, v1, 2147483647);
  ks_i32 v4 = ks_reduce<ks_join_max, 32>(ks_mask, v1, (-2147483647 - 1));
  ks_i32 v5 = (ks_i32)(v1 | 63);
  ks_i32 v6 = ks_reduce<ks_join_and, 32>(ks_mask, v5, (-1));
  ks_i32 v7 = ks_reduce<ks_join_or, 32>(ks_mask, v1, 0);
  ks_i32 v8 = ks_reduce<ks_join_xor, 32>(ks_mask, v1, 0);
  ks_array<ks_i32, 6> v9 = {{v2, v3, v4, v6, v7, v8}};
  values = v9;
  bool v10 = v0 < 6u;
  if (v10) {
    ks_i32 v11 = values.at[v0];
    out[v0] = v11;
  }
}

}
