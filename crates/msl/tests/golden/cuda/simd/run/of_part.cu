namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_of_part_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  ks_i32 x;
  ks_u32 v0 = thread_position_in_grid.x;
  x = (-1);
  bool v1 = thread_index_in_simdgroup < 8u;
  const ks_u32 mask = __ballot_sync(ks_mask, v1);
  if (v1) {
    ks_i32 v2 = a[v0];
    ks_i32 v3 = ks_reduce<ks_join_sum, 32>(mask, v2, 0);
    x = v3;
  } else {
    bool v4 = thread_index_in_simdgroup < 12u;
    const ks_u32 mask_1 = __ballot_sync((ks_mask & ~mask), v4);
    if (v4) {
      ks_i32 v5 = a[v0];
      ks_i32 v6 = ks_reduce<ks_join_max, 32>(mask_1, v5, (-2147483647 - 1));
      x = v6;
    }
  }
  ks_i32 v7 = x;
  out[v0] = v7;
}

}
