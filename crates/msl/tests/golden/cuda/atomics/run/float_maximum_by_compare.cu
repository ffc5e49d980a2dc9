namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_float_maximum_by_compare_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float seen;
  bool x_;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = ks_atomic_load(out);
  seen = v2;
  for (;;) {
    float v3 = seen;
    bool v4 = v3 < v1;
    x_ = v4;
    if (v4) {
      float v5 = seen;
      float v6 = ks_atomic_compare_exchange(out, v5, v1);
      seen = v6;
      ks_u32 v7 = ks_bits<ks_u32>(v5);
      ks_u32 v8 = ks_bits<ks_u32>(v6);
      bool v9 = v8 == v7;
      bool v10 = !v9;
      x_ = v10;
    }
    bool v11 = x_;
    if (!v11) break;
  }
}

}
