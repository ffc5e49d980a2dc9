namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_divmap_float32_uint32c_float32(
  const float* __restrict__ ks_buffer0,
  const ks_u32* __restrict__ ks_buffer1,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const in0 = (float*)ks_buffer0;
  ks_u32* const shape = (ks_u32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (*shape);
  ks_u32 v2 = shape[1];
  ks_u32 v3 = v1 * v2;
  bool v4 = v0 >= v3;
  if (v4) {
    return;
  }
  ks_u32 v5 = ks_rem(v0, v2);
  ks_u32 v6 = ks_div(v0, v2);
  ks_u32 v7 = v6 * v2;
  ks_u32 v8 = v7 + v5;
  float v9 = in0[v8];
  float v10 = v9 * 2.0f;
  out[v0] = v10;
}

}
