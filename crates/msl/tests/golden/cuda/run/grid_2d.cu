namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_grid_2d_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_vec2<ks_u32> v0 = {thread_position_in_grid.x, thread_position_in_grid.y};
  ks_u32 v1 = v0.x;
  ks_u32 v2 = v1 * 7u;
  ks_u32 v3 = v0.y;
  ks_u32 v4 = v2 + v3;
  ks_u32 v5 = v0.y;
  ks_u32 v6 = v5 * 13u;
  ks_u32 v7 = v0.x;
  ks_u32 v8 = v6 + v7;
  float v9 = a[v8];
  out[v4] = v9;
}

}
