namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_of_vectors_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  float v0 = (*a);
  float v1 = a[1];
  float v2 = a[2];
  float v3 = a[3];
  ks_vec4<float> v4 = {v0, v1, v2, v3};
  ks_vec4<float> v5 = {ks_math_fabs(v4.x), ks_math_fabs(v4.y), ks_math_fabs(v4.z), ks_math_fabs(v4.w)};
  ks_vec4<float> v6 = {ks_math_sqrt(v5.x), ks_math_sqrt(v5.y), ks_math_sqrt(v5.z), ks_math_sqrt(v5.w)};
  ks_vec4<float> v7 = {ks_math_fmax(v4.x, 0.5f), ks_math_fmax(v4.y, 0.5f), ks_math_fmax(v4.z, 0.5f), ks_math_fmax(v4.w, 0.5f)};
  ks_vec4<float> v8 = {ks_math_fmax(v4.x, (-1.0f)), ks_math_fmax(v4.y, (-1.0f)), ks_math_fmax(v4.z, (-1.0f)), ks_math_fmax(v4.w, (-1.0f))};
  ks_vec4<float> v9 = {ks_math_fmin(v8.x, 3.0f), ks_math_fmin(v8.y, 3.0f), ks_math_fmin(v8.z, 3.0f), ks_math_fmin(v8.w, 3.0f)};
  k = 0;
  for (;;) {
    ks_i32 v10 = k;
    bool v11 = v10 < 4;
    if (!v11) break;
    ks_i32 v12 = k;
    ks_i32 v13 = k;
    float v14 = ks_component(v6, (ks_u64)v13);
    out[v12] = v14;
    ks_i32 v15 = k;
    ks_i32 v16 = (ks_i32)((ks_u32)4 + (ks_u32)v15);
    ks_i32 v17 = k;
    float v18 = ks_component(v7, (ks_u64)v17);
    out[v16] = v18;
    ks_i32 v19 = k;
    ks_i32 v20 = (ks_i32)((ks_u32)8 + (ks_u32)v19);
    ks_i32 v21 = k;
    float v22 = ks_component(v9, (ks_u64)v21);
    out[v20] = v22;
    ks_i32 v23 = k;
    ks_i32 v24 = (ks_i32)((ks_u32)v23 + (ks_u32)1);
    k = v24;
  }
}

}
