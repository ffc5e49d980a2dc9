namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_tile_transpose_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  ks_array<ks_array<float, 17>, 16>& tile = *(ks_array<ks_array<float, 17>, 16>*)(ks_memory + 0);
  ks_vec2<ks_u32> v0 = {thread_position_in_threadgroup.x, thread_position_in_threadgroup.y};
  ks_u32 v1 = v0.y;
  ks_u32 v2 = v0.x;
  ks_u32 v3 = v0.y;
  ks_u32 v4 = v3 * 16u;
  ks_u32 v5 = v0.x;
  ks_u32 v6 = v4 + v5;
  float v7 = a[v6];
  tile.at[v1].at[v2] = v7;
  __syncthreads();
  ks_u32 v8 = v0.y;
  ks_u32 v9 = v8 * 16u;
  ks_u32 v10 = v0.x;
  ks_u32 v11 = v9 + v10;
  ks_u32 v12 = v0.x;
  ks_u32 v13 = v0.y;
  float v14 = tile.at[v12].at[v13];
  out[v11] = v14;
}

}
