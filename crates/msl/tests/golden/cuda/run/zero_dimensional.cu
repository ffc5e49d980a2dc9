namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_zero_dimensional_float32sc_int32sc_bool_sc_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  const bool* __restrict__ ks_buffer2,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const scale = (float*)ks_buffer0;
  ks_i32* const shift = (ks_i32*)ks_buffer1;
  bool* const on = (bool*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  bool v1 = ks_load_bool(&(*on));
  float v2 = ks_f32(v0);
  float v3 = v1 ? v2 : 0.0f;
  float v4 = (*scale);
  float v5 = v3 * v4;
  ks_i32 v6 = (*shift);
  float v7 = ks_f32(v6);
  float v8 = v5 + v7;
  out[v0] = v8;
}

}
