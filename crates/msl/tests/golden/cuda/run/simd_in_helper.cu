namespace ks_user {

static __device__ ks_i32 count(ks_u32 ks_mask, ks_u32 i) {
  ks_i32 jump;
  ks_i32 result;
  jump = 0;
  bool v0 = i < 8u;
  if (v0) {
    result = (-1);
    jump = 3;
  }
  ks_i32 v1 = jump;
  bool v2 = v1 == 0;
  const ks_u32 mask = __ballot_sync(ks_mask, v2);
  if (v2) {
    ks_i32 v3 = ks_reduce<ks_join_sum, 32>(mask, 1, 0);
    result = v3;
  }
  ks_i32 v4 = result;
  return v4;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_in_helper_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = count(ks_mask, v0);
  out[v0] = v1;
}

}
