namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_half4_pointer_cast_float16_float32(
  const ks_half* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_vec4<ks_half> v1 = ((ks_vec4<ks_half>*)a)[v0];
  ks_vec4<float> v2 = {ks_f32(v1.x), ks_f32(v1.y), ks_f32(v1.z), ks_f32(v1.w)};
  ks_vec4<float> v3 = {v2.x + 0.5f, v2.y + 0.5f, v2.z + 0.5f, v2.w + 0.5f};
  ((ks_vec4<float>*)out)[v0] = v3;
}

}
