namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_qr_update_vec_float32_float32_float32_uint32c_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  const ks_u32* __restrict__ ks_buffer3,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const Q = (float*)ks_buffer0;
  float* const c = (float*)ks_buffer1;
  float* const v = (float*)ks_buffer2;
  ks_u32* const shape = (ks_u32*)ks_buffer3;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float acc;
  ks_u32 j;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (*shape);
  ks_u32 v2 = shape[1];
  bool v3 = v0 >= v1;
  if (v3) {
    return;
  }
  float v4 = v[v0];
  acc = v4;
  j = 0u;
  for (;;) {
    ks_u32 v5 = j;
    bool v6 = v5 < v2;
    if (!v6) break;
    ks_u32 v7 = v0 * v2;
    ks_u32 v8 = j;
    ks_u32 v9 = v7 + v8;
    float v10 = Q[v9];
    float v11 = ks_neg(v10);
    ks_u32 v12 = j;
    float v13 = c[v12];
    float v14 = acc;
    float v15 = ks_math_fma(v11, v13, v14);
    acc = v15;
    ks_u32 v16 = j;
    ks_u32 v17 = v16 + 1u;
    j = v17;
  }
  float v18 = acc;
  out[v0] = v18;
}

}
