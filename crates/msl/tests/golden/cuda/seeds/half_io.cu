namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_half_io_float16_float32_float16(
  const ks_half* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  ks_half* __restrict__ out_h,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const in_h = (ks_half*)ks_buffer0;
  float* const w = (float*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float acc;
  ks_u32 j;
  ks_u32 v0 = thread_position_in_grid.x;
  acc = 0.0f;
  j = 0u;
  for (;;) {
    ks_u32 v1 = j;
    bool v2 = v1 < 33u;
    if (!v2) break;
    ks_u32 v3 = v0 * 33u;
    ks_u32 v4 = j;
    ks_u32 v5 = v3 + v4;
    ks_u32 v6 = j;
    float v7 = w[v6];
    ks_half v8 = in_h[v5];
    float v9 = ks_f32(v8);
    float v10 = acc;
    float v11 = ks_math_fma(v9, v7, v10);
    acc = v11;
    ks_u32 v12 = j;
    ks_u32 v13 = v12 + 1u;
    j = v13;
  }
  float v14 = acc;
  ks_half v15 = ks_f16(v14);
  out_h[v0] = v15;
}

}
