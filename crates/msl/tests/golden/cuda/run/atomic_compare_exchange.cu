namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_atomic_compare_exchange_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 old;
  bool x_;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = ks_atomic_load(out);
  old = v1;
  for (;;) {
    ks_i32 v2 = old;
    ks_i32 v3 = a[v0];
    bool v4 = v2 < v3;
    x_ = v4;
    if (v4) {
      ks_i32 v5 = a[v0];
      ks_i32 v6 = old;
      ks_i32 v7 = ks_atomic_compare_exchange(out, v6, v5);
      old = v7;
      bool v8 = v7 == v6;
      bool v9 = !v8;
      x_ = v9;
    }
    bool v10 = x_;
    if (!v10) break;
  }
}

}
