namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_attention_of_one_query_float32c_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const float* __restrict__ ks_buffer2,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const q = (float*)ks_buffer0;
  float* const k = (float*)ks_buffer1;
  float* const v = (float*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float top;
  float sum;
  float acc;
  ks_i32 t;
  float score;
  ks_i32 d;
  ks_u32 v0 = thread_position_in_grid.x;
  top = __builtin_bit_cast(float, 0xff800000u);
  sum = 0.0f;
  acc = 0.0f;
  t = 0;
  for (;;) {
    ks_i32 v1 = t;
    bool v2 = v1 < 5;
    if (!v2) break;
    score = 0.0f;
    d = 0;
    for (;;) {
      ks_i32 v3 = d;
      bool v4 = v3 < 4;
      if (!v4) break;
      ks_i32 v5 = d;
      float v6 = q[v5];
      ks_i32 v7 = t;
      ks_i32 v8 = (ks_i32)((ks_u32)v7 * (ks_u32)4);
      ks_i32 v9 = d;
      ks_i32 v10 = (ks_i32)((ks_u32)v8 + (ks_u32)v9);
      float v11 = k[v10];
      float v12 = v6 * v11;
      float v13 = score;
      float v14 = v13 + v12;
      score = v14;
      ks_i32 v15 = d;
      ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
      d = v16;
    }
    float v17 = score;
    float v18 = v17 * 0.5f;
    score = v18;
    float v19 = top;
    float v20 = score;
    float v21 = ks_math_fmax(v19, v20);
    float v22 = top;
    float v23 = v22 - v21;
    float v24 = ks_math_exp(v23);
    float v25 = score;
    float v26 = v25 - v21;
    float v27 = ks_math_exp(v26);
    float v28 = sum;
    float v29 = v28 * v24;
    float v30 = v29 + v27;
    sum = v30;
    float v31 = acc;
    float v32 = v31 * v24;
    ks_i32 v33 = t;
    ks_i32 v34 = (ks_i32)((ks_u32)v33 * (ks_u32)4);
    ks_u32 v35 = (ks_u32)v34;
    ks_u32 v36 = v35 + v0;
    float v37 = v[v36];
    float v38 = v27 * v37;
    float v39 = v32 + v38;
    acc = v39;
    top = v21;
    ks_i32 v40 = t;
    ks_i32 v41 = (ks_i32)((ks_u32)v40 + (ks_u32)1);
    t = v41;
  }
  float v42 = acc;
  float v43 = sum;
  float v44 = v42 / v43;
  out[v0] = v44;
}

}
