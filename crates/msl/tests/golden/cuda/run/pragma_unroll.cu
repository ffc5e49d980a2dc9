namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pragma_unroll_float32_float32(
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
  k = 0;
  #pragma unroll
  for (;;) {
    ks_i32 v1 = k;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_u32 v3 = 4u * v0;
    ks_i32 v4 = k;
    ks_u32 v5 = (ks_u32)v4;
    ks_u32 v6 = v3 + v5;
    float v7 = sum;
    float v8 = a[v6];
    float v9 = v7 + v8;
    sum = v9;
    ks_i32 v10 = k;
    ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
    k = v11;
  }
  float v12 = sum;
  out[v0] = v12;
}

}
