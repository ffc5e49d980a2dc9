namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_uint64_hash_uint64(
  ks_u64* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u64 x;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u64 v1 = (ks_u64)v0;
  x = v1;
  ks_u64 v2 = x;
  ks_u64 v3 = v2 * 11400714819323198485ull;
  x = v3;
  ks_u64 v4 = x;
  out[v0] = v4;
}

}
