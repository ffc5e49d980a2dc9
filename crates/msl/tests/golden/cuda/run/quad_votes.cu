namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_quad_votes_int32_int32_int32_int32_int32(
  ks_i32* __restrict__ all,
  ks_i32* __restrict__ any,
  ks_i32* __restrict__ ballot,
  ks_i32* __restrict__ active,
  ks_i32* __restrict__ first,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (ks_u32)(v0 % 4u);
  bool v2 = v1 != 0u;
  const ks_u32 mask = __ballot_sync(ks_mask, v2);
  if (v2) {
    ks_u32 v3 = (ks_u32)(v0 % 8u);
    bool v4 = v3 < 4u;
    bool v5 = ks_all<4>(mask, v4);
    ks_i32 v6 = (ks_i32)v5;
    all[v0] = v6;
    ks_u32 v7 = (ks_u32)(v0 % 8u);
    bool v8 = v7 == 5u;
    bool v9 = ks_any<4>(mask, v8);
    ks_i32 v10 = (ks_i32)v9;
    any[v0] = v10;
    ks_u32 v11 = (ks_u32)(v0 % 4u);
    bool v12 = v11 != 2u;
    ks_u64 v13 = ks_ballot<4>(mask, v12);
    ks_i32 v14 = (ks_i32)v13;
    ballot[v0] = v14;
    ks_u64 v15 = ks_active<4>(mask);
    ks_i32 v16 = (ks_i32)v15;
    active[v0] = v16;
    bool v17 = ks_is_first<4>(mask);
    ks_i32 v18 = (ks_i32)v17;
    first[v0] = v18;
  } else {
    bool v19 = ks_all<4>((ks_mask & ~mask), true);
    ks_i32 v20 = (ks_i32)v19;
    ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)10);
    all[v0] = v21;
    bool v22 = ks_any<4>((ks_mask & ~mask), false);
    ks_i32 v23 = (ks_i32)v22;
    ks_i32 v24 = (ks_i32)((ks_u32)v23 + (ks_u32)10);
    any[v0] = v24;
    ks_u64 v25 = ks_ballot<4>((ks_mask & ~mask), true);
    ks_i32 v26 = (ks_i32)v25;
    ballot[v0] = v26;
    ks_u64 v27 = ks_active<4>((ks_mask & ~mask));
    ks_i32 v28 = (ks_i32)v27;
    active[v0] = v28;
    bool v29 = ks_is_first<4>((ks_mask & ~mask));
    ks_i32 v30 = (ks_i32)v29;
    first[v0] = v30;
  }
}

}
