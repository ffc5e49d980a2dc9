namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simdgroup_order_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  ks_array<ks_u32, 64>& tile = *(ks_array<ks_u32, 64>*)(ks_memory + 0);
  ks_u32 v0 = thread_position_in_threadgroup.x;
  __syncthreads();
  ks_u32 v1 = (ks_u32)(v0 ^ 1u);
  tile.at[v0] = v1;
  __syncwarp(ks_mask);
  ks_u32 v2 = (ks_u32)(v0 ^ 1u);
  ks_u32 v3 = tile.at[v2];
  __syncthreads();
  ks_u32 v4 = v0 + v3;
  ks_u32 v5 = tile.at[v0];
  ks_u32 v6 = (ks_u32)(v0 ^ 1u);
  bool v7 = v5 == v6;
  ks_i32 v8 = v7 ? 1 : 0;
  ks_u32 v9 = (ks_u32)v8;
  ks_u32 v10 = v4 + v9;
  out[v0] = v10;
}

}
