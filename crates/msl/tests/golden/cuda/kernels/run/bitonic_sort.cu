namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_bitonic_sort_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_i32, 32>& keys = *(ks_array<ks_i32, 32>*)(ks_memory + 0);
  ks_u32 size;
  ks_u32 stride;
  ks_i32 v0 = a[thread_index_in_threadgroup];
  keys.at[thread_index_in_threadgroup] = v0;
  size = 2u;
  for (;;) {
    ks_u32 v1 = size;
    bool v2 = v1 <= 32u;
    if (!v2) break;
    ks_u32 v3 = size;
    ks_u32 v4 = (ks_u32)(v3 / 2u);
    stride = v4;
    for (;;) {
      ks_u32 v5 = stride;
      bool v6 = v5 > 0u;
      if (!v6) break;
      __syncthreads();
      ks_u32 v7 = stride;
      ks_u32 v8 = (ks_u32)(thread_index_in_threadgroup ^ v7);
      ks_i32 v9 = keys.at[thread_index_in_threadgroup];
      ks_i32 v10 = keys.at[v8];
      ks_u32 v11 = size;
      ks_u32 v12 = (ks_u32)(thread_index_in_threadgroup & v11);
      bool v13 = v12 == 0u;
      bool v14 = v8 > thread_index_in_threadgroup;
      ks_i32 v15 = (ks_i32)v13;
      ks_i32 v16 = (ks_i32)v14;
      bool v17 = v15 == v16;
      bool v18 = v9 <= v10;
      bool v19 = v9 >= v10;
      bool v20 = v17 ? v18 : v19;
      __syncthreads();
      ks_i32 v21 = v20 ? v9 : v10;
      keys.at[thread_index_in_threadgroup] = v21;
      ks_u32 v22 = stride;
      ks_u32 v23 = (ks_u32)(v22 / 2u);
      stride = v23;
    }
    ks_u32 v24 = size;
    ks_u32 v25 = v24 * 2u;
    size = v25;
  }
  __syncthreads();
  ks_i32 v26 = keys.at[thread_index_in_threadgroup];
  out[thread_index_in_threadgroup] = v26;
}

}
