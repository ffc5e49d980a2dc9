namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_to_whole_numbers_float32_float32_float32_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ o0,
  float* __restrict__ o1,
  float* __restrict__ o2,
  float* __restrict__ o3,
  float* __restrict__ o4,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = ks_math_floor(v1);
  o0[v0] = v2;
  float v3 = ks_math_ceil(v1);
  o1[v0] = v3;
  float v4 = ks_math_trunc(v1);
  o2[v0] = v4;
  float v5 = ks_math_round(v1);
  o3[v0] = v5;
  float v6 = ks_math_rint(v1);
  o4[v0] = v6;
}

}
