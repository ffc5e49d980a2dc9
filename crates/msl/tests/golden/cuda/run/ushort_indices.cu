namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_ushort_indices_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i16 m;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u16 v1 = (ks_u16)v0;
  ks_i32 v2 = (ks_i32)v1;
  ks_i32 v3 = (ks_i32)(v2 % 7);
  ks_i16 v4 = (ks_i16)v3;
  m = v4;
  ks_i16 v5 = m;
  ks_i32 v6 = (ks_i32)v5;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 - (ks_u32)3);
  ks_i16 v8 = (ks_i16)v7;
  m = v8;
  ks_i16 v9 = m;
  ks_i32 v10 = (ks_i32)v9;
  out[v0] = v10;
}

}
