namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_broadcasts_int32_int32_int32_uint32_bool_(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ b,
  ks_i32* __restrict__ f,
  ks_u32* __restrict__ votes,
  bool* __restrict__ first,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  bool x_;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = ks_shuffle<32>(ks_mask, v1, (ks_u16)7);
  b[v0] = v2;
  ks_i32 v3 = a[v0];
  ks_i32 v4 = ks_broadcast_first<32>(ks_mask, v3);
  f[v0] = v4;
  bool v5 = v0 == 3u;
  bool v6 = ks_any<32>(ks_mask, v5);
  x_ = v6;
  if (v6) {
    bool v7 = v0 < 31u;
    bool v8 = ks_all<32>(ks_mask, v7);
    bool v9 = !v8;
    x_ = v9;
  }
  bool v10 = x_;
  ks_u32 v11 = (ks_u32)(v0 % 2u);
  bool v12 = v11 == 0u;
  ks_u64 v13 = ks_ballot<32>(ks_mask, v12);
  ks_u32 v14 = (ks_u32)v13;
  ks_u32 v15 = v10 ? v14 : 0u;
  votes[v0] = v15;
  bool v16 = ks_is_first<32>(ks_mask);
  first[v0] = v16;
}

}
