namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_jacobi_step_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float x_;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = thread_position_in_grid.y;
  ks_u32 v2 = v1 * 4u;
  ks_u32 v3 = v2 + v0;
  bool v4 = v0 == 0u;
  bool v5 = v1 == 0u;
  bool v6 = (bool)(v4 | v5);
  bool v7 = v0 == 3u;
  bool v8 = (bool)(v6 | v7);
  bool v9 = v1 == 3u;
  bool v10 = (bool)(v8 | v9);
  if (v10) {
    float v11 = a[v3];
    x_ = v11;
  } else {
    ks_u32 v12 = v3 - 1u;
    float v13 = a[v12];
    ks_u32 v14 = v3 + 1u;
    float v15 = a[v14];
    float v16 = v13 + v15;
    ks_u32 v17 = v3 - 4u;
    float v18 = a[v17];
    float v19 = v16 + v18;
    ks_u32 v20 = v3 + 4u;
    float v21 = a[v20];
    float v22 = v19 + v21;
    float v23 = 0.25f * v22;
    x_ = v23;
  }
  float v24 = x_;
  out[v3] = v24;
}

}
