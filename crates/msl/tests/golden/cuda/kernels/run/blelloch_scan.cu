namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_blelloch_scan_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_i32, 32>& tree = *(ks_array<ks_i32, 32>*)(ks_memory + 0);
  ks_u32 step;
  ks_u32 step_1;
  ks_i32 v0 = a[thread_index_in_threadgroup];
  tree.at[thread_index_in_threadgroup] = v0;
  step = 1u;
  for (;;) {
    ks_u32 v1 = step;
    bool v2 = v1 < 32u;
    if (!v2) break;
    __syncthreads();
    ks_u32 v3 = thread_index_in_threadgroup + 1u;
    ks_u32 v4 = step;
    ks_u32 v5 = 2u * v4;
    ks_u32 v6 = ks_rem(v3, v5);
    bool v7 = v6 == 0u;
    if (v7) {
      ks_u32 v8 = step;
      ks_u32 v9 = thread_index_in_threadgroup - v8;
      ks_i32 v10 = tree.at[thread_index_in_threadgroup];
      ks_i32 v11 = tree.at[v9];
      ks_i32 v12 = (ks_i32)((ks_u32)v10 + (ks_u32)v11);
      tree.at[thread_index_in_threadgroup] = v12;
    }
    ks_u32 v13 = step;
    ks_u32 v14 = (ks_u32)((ks_u32)v13 << 1);
    step = v14;
  }
  __syncthreads();
  bool v15 = thread_index_in_threadgroup == 31u;
  if (v15) {
    tree.at[31] = 0;
  }
  step_1 = 16u;
  for (;;) {
    ks_u32 v16 = step_1;
    bool v17 = v16 > 0u;
    if (!v17) break;
    __syncthreads();
    ks_u32 v18 = thread_index_in_threadgroup + 1u;
    ks_u32 v19 = step_1;
    ks_u32 v20 = 2u * v19;
    ks_u32 v21 = ks_rem(v18, v20);
    bool v22 = v21 == 0u;
    if (v22) {
      ks_u32 v23 = step_1;
      ks_u32 v24 = thread_index_in_threadgroup - v23;
      ks_i32 v25 = tree.at[v24];
      ks_u32 v26 = step_1;
      ks_u32 v27 = thread_index_in_threadgroup - v26;
      ks_i32 v28 = tree.at[thread_index_in_threadgroup];
      tree.at[v27] = v28;
      ks_i32 v29 = tree.at[thread_index_in_threadgroup];
      ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)v25);
      tree.at[thread_index_in_threadgroup] = v30;
    }
    ks_u32 v31 = step_1;
    ks_u32 v32 = (ks_u32)(v31 >> 1);
    step_1 = v32;
  }
  __syncthreads();
  ks_i32 v33 = tree.at[thread_index_in_threadgroup];
  out[thread_index_in_threadgroup] = v33;
}

}
