namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_radix_digit_uint32_uint32(
  const ks_u32* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_u32* const a = (ks_u32*)ks_buffer0;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  ks_u32 v0 = a[thread_index_in_simdgroup];
  ks_u32 v1 = (ks_u32)(v0 >> 2);
  ks_u32 v2 = (ks_u32)(v1 & 1u);
  bool v3 = v2 != 0;
  ks_u32 v4 = (ks_u32)v3;
  ks_u32 v5 = ks_prefix<ks_join_sum, 32, false>(ks_mask, v4, 0u);
  bool v6 = !v3;
  ks_u32 v7 = (ks_u32)v6;
  ks_u32 v8 = ks_reduce<ks_join_sum, 32>(ks_mask, v7, 0u);
  ks_u32 v9 = v8 + v5;
  ks_u32 v10 = thread_index_in_simdgroup - v5;
  ks_u32 v11 = v3 ? v9 : v10;
  out[v11] = v0;
}

}
