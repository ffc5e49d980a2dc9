namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_layer_norm_float32_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float* const w = (float*)ks_buffer1;
  float* const b = (float*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float mean;
  float square;
  ks_i32 k;
  ks_i32 k_1;
  ks_i32 k_2;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = v0 * 8u;
  mean = 0.0f;
  square = 0.0f;
  k = 0;
  for (;;) {
    ks_i32 v2 = k;
    bool v3 = v2 < 8;
    if (!v3) break;
    ks_i32 v4 = k;
    float v5 = mean;
    float v6 = (&a[v1])[v4];
    float v7 = v5 + v6;
    mean = v7;
    ks_i32 v8 = k;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
    k = v9;
  }
  float v10 = mean;
  float v11 = v10 / 8.0f;
  mean = v11;
  k_1 = 0;
  for (;;) {
    ks_i32 v12 = k_1;
    bool v13 = v12 < 8;
    if (!v13) break;
    ks_i32 v14 = k_1;
    float v15 = (&a[v1])[v14];
    float v16 = mean;
    float v17 = v15 - v16;
    float v18 = square;
    float v19 = ks_math_fma(v17, v17, v18);
    square = v19;
    ks_i32 v20 = k_1;
    ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
    k_1 = v21;
  }
  float v22 = square;
  float v23 = v22 / 8.0f;
  float v24 = v23 + 1e-5f;
  float v25 = ks_math_rsqrt(v24);
  k_2 = 0;
  for (;;) {
    ks_i32 v26 = k_2;
    bool v27 = v26 < 8;
    if (!v27) break;
    ks_u32 v28 = v0 * 8u;
    ks_i32 v29 = k_2;
    ks_u32 v30 = (ks_u32)v29;
    ks_u32 v31 = v28 + v30;
    ks_i32 v32 = k_2;
    float v33 = (&a[v1])[v32];
    float v34 = mean;
    float v35 = v33 - v34;
    float v36 = v35 * v25;
    ks_i32 v37 = k_2;
    ks_i32 v38 = k_2;
    float v39 = w[v37];
    float v40 = b[v38];
    float v41 = ks_math_fma(v36, v39, v40);
    out[v31] = v41;
    ks_i32 v42 = k_2;
    ks_i32 v43 = (ks_i32)((ks_u32)v42 + (ks_u32)1);
    k_2 = v43;
  }
}

}
