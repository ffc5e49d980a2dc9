namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_xorshift_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 x;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = v0 + 1u;
  x = v1;
  ks_u32 v2 = x;
  ks_u32 v3 = (ks_u32)((ks_u32)v2 << 13);
  ks_u32 v4 = x;
  ks_u32 v5 = (ks_u32)(v4 ^ v3);
  x = v5;
  ks_u32 v6 = x;
  ks_u32 v7 = (ks_u32)(v6 >> 17);
  ks_u32 v8 = x;
  ks_u32 v9 = (ks_u32)(v8 ^ v7);
  x = v9;
  ks_u32 v10 = x;
  ks_u32 v11 = (ks_u32)((ks_u32)v10 << 5);
  ks_u32 v12 = x;
  ks_u32 v13 = (ks_u32)(v12 ^ v11);
  x = v13;
  ks_u32 v14 = x;
  out[v0] = v14;
}

}
