namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_fetch_and_modify_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = ks_atomic_add(out, 2u);
  ks_u32 v2 = ks_atomic_max((&out[1]), v0);
  ks_u32 v3 = (ks_u32)(v0 % 8u);
  ks_u32 v4 = (ks_u32)((ks_u32)1u << (v3 & 31));
  ks_u32 v5 = ks_atomic_or((&out[2]), v4);
  ks_u32 v6 = ks_atomic_xor((&out[3]), v0);
  ks_u32 v7 = ks_atomic_sub((&out[4]), 1u);
  ks_u32 v8 = ks_atomic_min((&out[5]), v0);
}

}
