namespace ks_user {

static __constant__ const ks_array<float, 3> weights = {{0.25f, 0.5f, (-0.25f)}};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_convolution_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float sum;
  ks_i32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  sum = 0.0f;
  k = (-1);
  for (;;) {
    ks_i32 v1 = k;
    bool v2 = v1 <= 1;
    if (!v2) break;
    ks_i32 v3 = (ks_i32)v0;
    ks_i32 v4 = k;
    ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
    bool v6 = v5 >= 0;
    bool v7 = v5 < 12;
    bool v8 = (bool)(v6 & v7);
    if (v8) {
      ks_i32 v9 = k;
      ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
      float v11 = (*(ks_array<float, 3>*)&weights).at[v10];
      float v12 = a[v5];
      float v13 = v11 * v12;
      float v14 = sum;
      float v15 = v14 + v13;
      sum = v15;
    }
    ks_i32 v16 = k;
    ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
    k = v17;
  }
  float v18 = sum;
  out[v0] = v18;
}

}
