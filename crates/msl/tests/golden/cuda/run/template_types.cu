namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_template_types_half_float_float16_float32(
  const ks_half* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_half value;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_half v1 = a[v0];
  value = v1;
  ks_half v2 = value;
  float v3 = ks_f32(v2);
  float v4 = 2.0f * v3;
  float v5 = v4 + 1.0f;
  out[v0] = v5;
}

}
