namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_half_statistics_float16_float32_float32(
  const ks_half* __restrict__ ks_buffer0,
  float* __restrict__ mean,
  float* __restrict__ variance,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float count;
  float mu;
  float m2;
  ks_u16 step;
  count = 1.0f;
  ks_half v0 = a[thread_index_in_simdgroup];
  float v1 = ks_f32(v0);
  mu = v1;
  m2 = 0.0f;
  step = (ks_u16)1;
  for (;;) {
    ks_u16 v2 = step;
    ks_i32 v3 = (ks_i32)v2;
    bool v4 = v3 < 32;
    if (!v4) break;
    float v5 = count;
    ks_u16 v6 = step;
    float v7 = ks_shuffle_xor<32>(ks_mask, v5, v6);
    float v8 = mu;
    ks_u16 v9 = step;
    float v10 = ks_shuffle_xor<32>(ks_mask, v8, v9);
    float v11 = m2;
    ks_u16 v12 = step;
    float v13 = ks_shuffle_xor<32>(ks_mask, v11, v12);
    float v14 = mu;
    float v15 = v10 - v14;
    float v16 = count;
    float v17 = v16 + v7;
    float v18 = v15 * v7;
    float v19 = v18 / v17;
    float v20 = mu;
    float v21 = v20 + v19;
    mu = v21;
    float v22 = v15 * v15;
    float v23 = count;
    float v24 = v22 * v23;
    float v25 = v24 * v7;
    float v26 = v25 / v17;
    float v27 = v13 + v26;
    float v28 = m2;
    float v29 = v28 + v27;
    m2 = v29;
    count = v17;
    ks_u16 v30 = step;
    ks_i32 v31 = (ks_i32)v30;
    ks_i32 v32 = (ks_i32)((ks_u32)v31 * (ks_u32)2);
    ks_u16 v33 = (ks_u16)v32;
    step = v33;
  }
  bool v34 = thread_index_in_simdgroup == 0u;
  if (v34) {
    float v35 = mu;
    (*mean) = v35;
    float v36 = m2;
    float v37 = count;
    float v38 = v36 / v37;
    (*variance) = v38;
  }
}

}
