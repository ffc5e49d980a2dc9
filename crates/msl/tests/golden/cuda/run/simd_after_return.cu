namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_after_return_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 jump;
  jump = 0;
  ks_u32 v0 = thread_position_in_grid.x;
  bool v1 = v0 >= 20u;
  if (v1) {
    jump = 3;
  }
  ks_i32 v2 = jump;
  bool v3 = v2 == 0;
  const ks_u32 mask = __ballot_sync(ks_mask, v3);
  if (v3) {
    ks_i32 v4 = ks_reduce<ks_join_sum, 32>(mask, 1, 0);
    out[v0] = v4;
  }
  return;
}

}
