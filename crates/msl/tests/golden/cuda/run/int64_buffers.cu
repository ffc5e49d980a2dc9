namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_int64_buffers_int64c_uint64c_int64_uint64(
  const ks_i64* __restrict__ ks_buffer0,
  const ks_u64* __restrict__ ks_buffer1,
  ks_i64* __restrict__ s,
  ks_u64* __restrict__ u,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i64* const a = (ks_i64*)ks_buffer0;
  ks_u64* const b = (ks_u64*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i64 v1 = a[v0];
  ks_i64 v2 = (ks_i64)((ks_u64)v1 + (ks_u64)1ll);
  s[v0] = v2;
  ks_u64 v3 = b[v0];
  ks_u64 v4 = v3 * 2ull;
  u[v0] = v4;
}

}
