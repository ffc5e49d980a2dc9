namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_macro_do_while_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 x;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  x = v1;
  for (;;) {
    ks_i32 v2 = x;
    bool v3 = v2 < 0;
    if (v3) {
      x = 0;
      break;
    }
    ks_i32 v4 = x;
    bool v5 = v4 > 10;
    if (v5) {
      x = 10;
    }
    if (!false) break;
  }
  ks_i32 v6 = x;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 * (ks_u32)2);
  x = v7;
  ks_i32 v8 = x;
  out[v0] = v8;
}

}
