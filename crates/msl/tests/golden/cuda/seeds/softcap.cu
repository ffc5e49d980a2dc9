namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_softcap_float32_int32c_float32sc_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const input = (float*)ks_buffer0;
  ks_i32* const shape = (ks_i32*)ks_buffer1;
  float* const cap = (float*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 v0 = (*shape);
  ks_u32 v1 = thread_position_in_grid.x;
  ks_u32 v2 = (ks_u32)v0;
  bool v3 = v1 >= v2;
  if (v3) {
    return;
  }
  float v4 = input[v1];
  float v5 = (*cap);
  float v6 = (*cap);
  float v7 = v4 / v6;
  float v8 = ks_math_tanh(v7);
  float v9 = v5 * v8;
  out[v1] = v9;
}

}
