namespace ks_user {

static __device__ ks_i32 f(ks_i32 x_) {
  return 1;
}

static __device__ ks_i32 f_2(ks_u32 x_) {
  return 2;
}

static __device__ ks_i32 f_3(float x_) {
  return 3;
}

static __device__ ks_i32 g_float_(float x_) {
  return 10;
}

static __device__ ks_i32 g(ks_i32 x_) {
  return 11;
}

static __device__ ks_i32 h_float_(float x_) {
  return 20;
}

static __device__ ks_i32 h_float_2(float* x_) {
  return 21;
}

static __device__ ks_i32 h_float_3(ks_vec2<float> x_) {
  return 22;
}

static __device__ ks_i32 p(float* x_) {
  return 30;
}

static __device__ ks_i32 p_2(float* x_) {
  return 31;
}

static __device__ ks_i32 special(ks_half x_) {
  return 41;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_overload_ranking_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 k;
  float x;
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  ks_i32 v2 = f(1);
  out[v0] = v2;
  ks_i32 v3 = k;
  ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
  k = v4;
  ks_i32 v5 = f_2(1u);
  out[v3] = v5;
  ks_i32 v6 = k;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
  k = v7;
  ks_i32 v8 = f_3(1.0f);
  out[v6] = v8;
  ks_i32 v9 = k;
  ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
  k = v10;
  ks_i32 v11 = f(1);
  out[v9] = v11;
  ks_i32 v12 = k;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
  k = v13;
  ks_i32 v14 = f_3(1.0f);
  out[v12] = v14;
  ks_i32 v15 = k;
  ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
  k = v16;
  ks_i32 v17 = f(1);
  out[v15] = v17;
  ks_i32 v18 = k;
  ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
  k = v19;
  ks_i32 v20 = g_float_(1.0f);
  out[v18] = v20;
  ks_i32 v21 = k;
  ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
  k = v22;
  ks_i32 v23 = g(1);
  out[v21] = v23;
  x = 0.0f;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  float v26 = x;
  ks_i32 v27 = h_float_(v26);
  out[v24] = v27;
  ks_i32 v28 = k;
  ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
  k = v29;
  ks_i32 v30 = h_float_2((&x));
  out[v28] = v30;
  ks_i32 v31 = k;
  ks_i32 v32 = (ks_i32)((ks_u32)v31 + (ks_u32)1);
  k = v32;
  ks_i32 v33 = h_float_3(ks_vec2<float>{0.0f, 0.0f});
  out[v31] = v33;
  ks_i32 v34 = k;
  ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
  k = v35;
  ks_i32 v36 = p((&x));
  out[v34] = v36;
  ks_i32 v37 = k;
  ks_i32 v38 = (ks_i32)((ks_u32)v37 + (ks_u32)1);
  k = v38;
  ks_i32 v39 = p_2((&x));
  out[v37] = v39;
  ks_i32 v40 = k;
  ks_i32 v41 = (ks_i32)((ks_u32)v40 + (ks_u32)1);
  k = v41;
  ks_i32 v42 = special(ks_half{0x3c00});
  out[v40] = v42;
}

}
