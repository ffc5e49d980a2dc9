namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_top_three_float32_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ values,
  ks_i32* __restrict__ where,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float x;
  ks_i32 k;
  float v0 = a[thread_index_in_simdgroup];
  x = v0;
  k = 0;
  for (;;) {
    ks_i32 v1 = k;
    bool v2 = v1 < 3;
    if (!v2) break;
    float v3 = x;
    float v4 = ks_reduce<ks_join_max, 32>(ks_mask, v3, __builtin_bit_cast(float, 0xff800000u));
    float v5 = x;
    bool v6 = v5 == v4;
    ks_u32 v7 = v6 ? thread_index_in_simdgroup : 32u;
    ks_u32 v8 = ks_reduce<ks_join_min, 32>(ks_mask, v7, 4294967295u);
    bool v9 = thread_index_in_simdgroup == 0u;
    if (v9) {
      ks_i32 v10 = k;
      values[v10] = v4;
      ks_i32 v11 = k;
      ks_i32 v12 = (ks_i32)v8;
      where[v11] = v12;
    }
    bool v13 = thread_index_in_simdgroup == v8;
    if (v13) {
      x = __builtin_bit_cast(float, 0xff800000u);
    }
    ks_i32 v14 = k;
    ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
    k = v15;
  }
}

}
