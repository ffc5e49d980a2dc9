namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_transpose_with_padding_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  ks_array<ks_array<float, 9>, 8>& tile = *(ks_array<ks_array<float, 9>, 8>*)(ks_memory + 0);
  ks_u32 v0 = thread_position_in_threadgroup.x;
  ks_u32 v1 = thread_position_in_threadgroup.y;
  ks_u32 v2 = v1 * 8u;
  ks_u32 v3 = v2 + v0;
  float v4 = a[v3];
  tile.at[v1].at[v0] = v4;
  __syncthreads();
  ks_u32 v5 = v1 * 8u;
  ks_u32 v6 = v5 + v0;
  float v7 = tile.at[v0].at[v1];
  out[v6] = v7;
}

}
