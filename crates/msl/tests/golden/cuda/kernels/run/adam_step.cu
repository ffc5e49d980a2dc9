namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_adam_step_float32c_float32c_float32c_float32c_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  const float* __restrict__ ks_buffer3,
  float* __restrict__ p2,
  float* __restrict__ m2,
  float* __restrict__ v2_1,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const p = (float*)ks_buffer0;
  float* const g = (float*)ks_buffer1;
  float* const m = (float*)ks_buffer2;
  float* const v = (float*)ks_buffer3;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = m[v0];
  float v2 = 0.9f * v1;
  float v3 = g[v0];
  float v4 = 0.100000024f * v3;
  float v5 = v2 + v4;
  float v6 = v[v0];
  float v7 = 0.999f * v6;
  float v8 = g[v0];
  float v9 = 0.0009999871f * v8;
  float v10 = g[v0];
  float v11 = v9 * v10;
  float v12 = v7 + v11;
  m2[v0] = v5;
  v2_1[v0] = v12;
  float v13 = p[v0];
  float v14 = 0.01f * v5;
  float v15 = ks_math_sqrt(v12);
  float v16 = v15 + 1e-8f;
  float v17 = v14 / v16;
  float v18 = v13 - v17;
  p2[v0] = v18;
}

}
