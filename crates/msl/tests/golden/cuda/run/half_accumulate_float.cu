namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_half_accumulate_float_float16_float16(
  const ks_half* __restrict__ ks_buffer0,
  ks_half* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float acc;
  ks_u32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  acc = 0.0f;
  k = 0u;
  for (;;) {
    ks_u32 v1 = k;
    bool v2 = v1 < 64u;
    if (!v2) break;
    ks_u32 v3 = v0 * 64u;
    ks_u32 v4 = k;
    ks_u32 v5 = v3 + v4;
    ks_half v6 = a[v5];
    float v7 = ks_f32(v6);
    float v8 = acc;
    float v9 = v8 + v7;
    acc = v9;
    ks_u32 v10 = k;
    ks_u32 v11 = v10 + 1u;
    k = v11;
  }
  float v12 = acc;
  float v13 = v12 / 64.0f;
  ks_half v14 = ks_f16(v13);
  out[v0] = v14;
}

}
