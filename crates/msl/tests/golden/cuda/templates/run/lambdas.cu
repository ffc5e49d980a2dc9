namespace ks_user {

static __device__ float lambda_float_(float* base, float x) {
  float v0 = (*base);
  float v1 = x + v0;
  return v1;
}

static __device__ float lambda_float_2(float base, float x) {
  float v0 = x + base;
  return v0;
}

static __device__ ks_i32 lambda_int_(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)x * (ks_u32)x);
  return v0;
}

static __device__ float lambda_float_3(float x) {
  float v0 = x * x;
  return v0;
}

static __device__ void lambda_int_2(float* total, float* a, ks_i32 i) {
  float v0 = a[i];
  ks_i32 v1 = (ks_i32)((ks_u32)i + (ks_u32)1);
  float v2 = ks_f32(v1);
  float v3 = v0 * v2;
  ks_i32 v4 = (ks_i32)((ks_u32)i + (ks_u32)1);
  float v5 = ks_f32(v4);
  float v6 = v3 / v5;
  float v7 = v6 + 1.0f;
  float v8 = (*total);
  float v9 = v8 + v7;
  (*total) = v9;
}

static __device__ void each_lambda_(ks_i32 n, float* f_total, float* f_a) {
  ks_i32 i;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < n;
    if (!v1) break;
    ks_i32 v2 = i;
    lambda_int_2(f_total, f_a, v2);
    ks_i32 v3 = i;
    ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
    i = v4;
  }
}

static __device__ float lambda_float_4(float x) {
  float v0 = x + 2.0f;
  return v0;
}

static __device__ float twice_lambda_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_4(v0);
  float v2 = lambda_float_4(v1);
  return v2;
}

static __device__ float lambda_int_3(ks_i32 x) {
  bool v0 = x > 0;
  if (v0) {
    return 42.0f;
  }
  return 0.0f;
}

static __device__ ks_i32 lambda_int_4(ks_i32 n, ks_i32 m) {
  ks_i32 v0 = (ks_i32)((ks_u32)n + (ks_u32)m);
  return v0;
}

static __device__ ks_i32 lambda_int_5(ks_i32 n) {
  ks_i32 v0 = lambda_int_4(n, 3);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_lambda_forms_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float base;
  float total;
  base = 2.0f;
  float v0 = lambda_float_((&base), 1.0f);
  (*out) = v0;
  base = 3.0f;
  float v1 = lambda_float_((&base), 4.0f);
  out[1] = v1;
  float v2 = base;
  base = 100.0f;
  float v3 = lambda_float_2(v2, 2.0f);
  out[2] = v3;
  ks_i32 v4 = lambda_int_(3);
  float v5 = ks_f32(v4);
  out[3] = v5;
  float v6 = lambda_float_3(1.5f);
  out[4] = v6;
  total = 0.0f;
  each_lambda_(4, (&total), a);
  float v7 = total;
  out[5] = v7;
  float v8 = twice_lambda_(6.0f);
  out[6] = v8;
  float v9 = lambda_int_3(1);
  out[7] = v9;
  ks_i32 v10 = lambda_int_5(3);
  float v11 = ks_f32(v10);
  out[8] = v11;
}

}
