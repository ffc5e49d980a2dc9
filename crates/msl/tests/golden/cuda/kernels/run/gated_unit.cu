namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_gated_unit_float16c_float16c_float16(
  const ks_half* __restrict__ ks_buffer0,
  const ks_half* __restrict__ ks_buffer1,
  ks_half* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  ks_half* const b = (ks_half*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_half v1 = a[v0];
  float v2 = ks_f32(v1);
  float v3 = ks_neg(v2);
  float v4 = ks_math_exp(v3);
  float v5 = 1.0f + v4;
  float v6 = v2 / v5;
  ks_half v7 = b[v0];
  float v8 = ks_f32(v7);
  float v9 = v6 * v8;
  ks_half v10 = ks_f16(v9);
  out[v0] = v10;
}

}
