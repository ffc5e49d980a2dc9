namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_butterfly_int32_int32(
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
  ks_u16 distance;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  x = v1;
  distance = (ks_u16)16;
  for (;;) {
    ks_u16 v2 = distance;
    ks_i32 v3 = (ks_i32)v2;
    bool v4 = v3 > 0;
    if (!v4) break;
    ks_i32 v5 = x;
    ks_u16 v6 = distance;
    ks_i32 v7 = ks_shuffle_xor<32>(ks_mask, v5, v6);
    ks_i32 v8 = x;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)v7);
    x = v9;
    ks_u16 v10 = distance;
    ks_i32 v11 = (ks_i32)v10;
    ks_i32 v12 = (ks_i32)(v11 / 2);
    ks_u16 v13 = (ks_u16)v12;
    distance = v13;
  }
  ks_i32 v14 = x;
  out[v0] = v14;
}

}
