namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_stabilised_gates_float32c_float32c_float32_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  float* __restrict__ top,
  float* __restrict__ scale,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const forget = (float*)ks_buffer0;
  float* const input = (float*)ks_buffer1;
  float m;
  float n;
  ks_i32 t;
  m = 0.0f;
  n = 0.0f;
  t = 0;
  for (;;) {
    ks_i32 v0 = t;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = t;
    float v3 = forget[v2];
    float v4 = m;
    float v5 = v3 + v4;
    ks_i32 v6 = t;
    float v7 = input[v6];
    float v8 = ks_math_fmax(v5, v7);
    float v9 = n;
    ks_i32 v10 = t;
    float v11 = forget[v10];
    float v12 = m;
    float v13 = v11 + v12;
    float v14 = v13 - v8;
    float v15 = ks_math_exp(v14);
    float v16 = v9 * v15;
    ks_i32 v17 = t;
    float v18 = input[v17];
    float v19 = v18 - v8;
    float v20 = ks_math_exp(v19);
    float v21 = v16 + v20;
    n = v21;
    m = v8;
    ks_i32 v22 = t;
    float v23 = m;
    top[v22] = v23;
    ks_i32 v24 = t;
    float v25 = n;
    scale[v24] = v25;
    ks_i32 v26 = t;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
    t = v27;
  }
}

}
