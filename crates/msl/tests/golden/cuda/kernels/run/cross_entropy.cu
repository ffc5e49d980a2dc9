namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_cross_entropy_float32_int32c_float32_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  float* __restrict__ loss,
  float* __restrict__ gradient,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32* const target = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float top;
  ks_i32 k;
  float sum;
  ks_i32 k_1;
  ks_i32 k_2;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = v0 * 5u;
  float v2 = a[v1];
  top = v2;
  k = 1;
  for (;;) {
    ks_i32 v3 = k;
    bool v4 = v3 < 5;
    if (!v4) break;
    ks_i32 v5 = k;
    float v6 = top;
    float v7 = (&a[v1])[v5];
    float v8 = ks_math_fmax(v6, v7);
    top = v8;
    ks_i32 v9 = k;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
    k = v10;
  }
  sum = 0.0f;
  k_1 = 0;
  for (;;) {
    ks_i32 v11 = k_1;
    bool v12 = v11 < 5;
    if (!v12) break;
    ks_i32 v13 = k_1;
    float v14 = (&a[v1])[v13];
    float v15 = top;
    float v16 = v14 - v15;
    float v17 = ks_math_exp(v16);
    float v18 = sum;
    float v19 = v18 + v17;
    sum = v19;
    ks_i32 v20 = k_1;
    ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
    k_1 = v21;
  }
  float v22 = top;
  float v23 = sum;
  float v24 = ks_math_log(v23);
  float v25 = v22 + v24;
  ks_i32 v26 = target[v0];
  float v27 = (&a[v1])[v26];
  float v28 = v25 - v27;
  loss[v0] = v28;
  k_2 = 0;
  for (;;) {
    ks_i32 v29 = k_2;
    bool v30 = v29 < 5;
    if (!v30) break;
    ks_u32 v31 = v0 * 5u;
    ks_i32 v32 = k_2;
    ks_u32 v33 = (ks_u32)v32;
    ks_u32 v34 = v31 + v33;
    ks_i32 v35 = k_2;
    float v36 = (&a[v1])[v35];
    float v37 = top;
    float v38 = v36 - v37;
    float v39 = ks_math_exp(v38);
    float v40 = sum;
    float v41 = v39 / v40;
    ks_i32 v42 = k_2;
    ks_i32 v43 = target[v0];
    bool v44 = v42 == v43;
    float v45 = v44 ? 1.0f : 0.0f;
    float v46 = v41 - v45;
    gradient[v34] = v46;
    ks_i32 v47 = k_2;
    ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
    k_2 = v48;
  }
}

}
