namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_shuffles_float32_float32_float32_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ any,
  float* __restrict__ down,
  float* __restrict__ up,
  float* __restrict__ mirror,
  float* __restrict__ turned,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  ks_u32 v2 = 31u - v0;
  ks_u16 v3 = (ks_u16)v2;
  float v4 = ks_shuffle<32>(ks_mask, v1, v3);
  any[v0] = v4;
  float v5 = ks_shuffle_down<32>(ks_mask, v1, (ks_u16)4);
  down[v0] = v5;
  float v6 = ks_shuffle_up<32>(ks_mask, v1, (ks_u16)4);
  up[v0] = v6;
  float v7 = ks_shuffle_xor<32>(ks_mask, v1, (ks_u16)1);
  mirror[v0] = v7;
  float v8 = ks_shuffle_rotate_down<32>(ks_mask, v1, (ks_u16)5);
  turned[v0] = v8;
}

}
