namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_four_bit_product_uint32_float32c_float32c_float32_float32(
  const ks_u32* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  const float* __restrict__ ks_buffer3,
  float* __restrict__ y,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_u32* const w = (ks_u32*)ks_buffer0;
  float* const scales = (float*)ks_buffer1;
  float* const biases = (float*)ks_buffer2;
  float* const x = (float*)ks_buffer3;
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float sum;
  float total;
  ks_u32 k;
  ks_u32 v0 = threadgroup_position_in_grid.x;
  sum = 0.0f;
  total = 0.0f;
  bool v1 = thread_index_in_simdgroup < 4u;
  if (v1) {
    ks_u32 v2 = v0 * 4u;
    ks_u32 v3 = v2 + thread_index_in_simdgroup;
    ks_u32 v4 = w[v3];
    k = 0u;
    for (;;) {
      ks_u32 v5 = k;
      bool v6 = v5 < 8u;
      if (!v6) break;
      ks_u32 v7 = thread_index_in_simdgroup * 8u;
      ks_u32 v8 = k;
      ks_u32 v9 = v7 + v8;
      float v10 = x[v9];
      ks_u32 v11 = k;
      ks_u32 v12 = 4u * v11;
      ks_u32 v13 = (ks_u32)(v4 >> (v12 & 31));
      ks_u32 v14 = (ks_u32)(v13 & 15u);
      float v15 = ks_f32(v14);
      float v16 = v15 * v10;
      float v17 = sum;
      float v18 = v17 + v16;
      sum = v18;
      float v19 = total;
      float v20 = v19 + v10;
      total = v20;
      ks_u32 v21 = k;
      ks_u32 v22 = v21 + 1u;
      k = v22;
    }
  }
  float v23 = sum;
  float v24 = ks_reduce<ks_join_sum, 32>(ks_mask, v23, 0.0f);
  sum = v24;
  float v25 = total;
  float v26 = ks_reduce<ks_join_sum, 32>(ks_mask, v25, 0.0f);
  total = v26;
  bool v27 = thread_index_in_simdgroup == 0u;
  if (v27) {
    float v28 = scales[v0];
    float v29 = sum;
    float v30 = v28 * v29;
    float v31 = biases[v0];
    float v32 = total;
    float v33 = v31 * v32;
    float v34 = v30 + v33;
    y[v0] = v34;
  }
}

}
