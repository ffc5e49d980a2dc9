namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_qr_col_dot_float32_float32_uint32c_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const ks_u32* __restrict__ ks_buffer2,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const Q = (float*)ks_buffer0;
  float* const v = (float*)ks_buffer1;
  ks_u32* const shape = (ks_u32*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float acc;
  ks_u32 i;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (*shape);
  ks_u32 v2 = shape[1];
  bool v3 = v0 >= v2;
  if (v3) {
    return;
  }
  acc = 0.0f;
  i = 0u;
  for (;;) {
    ks_u32 v4 = i;
    bool v5 = v4 < v1;
    if (!v5) break;
    ks_u32 v6 = i;
    ks_u32 v7 = v6 * v2;
    ks_u32 v8 = v7 + v0;
    float v9 = Q[v8];
    ks_u32 v10 = i;
    float v11 = v[v10];
    float v12 = v9 * v11;
    float v13 = acc;
    float v14 = v13 + v12;
    acc = v14;
    ks_u32 v15 = i;
    ks_u32 v16 = v15 + 1u;
    i = v16;
  }
  float v17 = acc;
  out[v0] = v17;
}

}
