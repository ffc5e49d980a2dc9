namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_in_divergence_int32_int32_int32(
  ks_i32* __restrict__ in_branch,
  ks_i32* __restrict__ in_loop,
  ks_i32* __restrict__ after,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 sum;
  ks_u32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  bool v1 = v0 < 10u;
  const ks_u32 mask = __ballot_sync(ks_mask, v1);
  if (v1) {
    ks_i32 v2 = ks_reduce<ks_join_sum, 32>(mask, 1, 0);
    in_branch[v0] = v2;
  } else {
    ks_i32 v3 = ks_reduce<ks_join_sum, 32>((ks_mask & ~mask), 1, 0);
    in_branch[v0] = v3;
  }
  sum = 0;
  k = 0u;
  ks_u32 mask_1 = ks_mask;
  for (;;) {
    ks_u32 v4 = k;
    ks_u32 v5 = (ks_u32)(v0 % 4u);
    bool v6 = v4 <= v5;
    mask_1 = __ballot_sync(mask_1, v6);
    if (!v6) break;
    ks_i32 v7 = ks_reduce<ks_join_sum, 32>(mask_1, 1, 0);
    ks_i32 v8 = sum;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)v7);
    sum = v9;
    ks_u32 v10 = k;
    ks_u32 v11 = v10 + 1u;
    k = v11;
  }
  ks_i32 v12 = sum;
  in_loop[v0] = v12;
  ks_i32 v13 = ks_reduce<ks_join_sum, 32>(ks_mask, 1, 0);
  after[v0] = v13;
}

}
