namespace ks_user {

static __device__ float lambda_float_(float* base, float x) {
  float v0 = (*base);
  float v1 = x + v0;
  return v1;
}

static __device__ float lambda_float_2(float* add_base, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_(add_base, v0);
  float v2 = v1 * 2.0f;
  return v2;
}

static __device__ float lambda_float_3(float* add_base, float base, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_(add_base, v0);
  float v2 = v1 + 1.0f;
  float v3 = v2 - base;
  float v4 = v3 + 20.0f;
  return v4;
}

static __device__ float lambda_float_4(float base, float x) {
  float v0 = x + base;
  return v0;
}

static __device__ float lambda_float_5(float kept_base, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_4(kept_base, v0);
  float v2 = v1 - 10.0f;
  return v2;
}

static __device__ float lambda_float_6(float* p, float x) {
  float v0 = (*p);
  float v1 = x * v0;
  return v1;
}

static __device__ float lambda_float_7(float* one_p, float* q, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_6(one_p, v0);
  float v2 = (*q);
  float v3 = v1 * v2;
  return v3;
}

static __device__ float lambda_float_8(float* one_p, float* two_q, float* r, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_7(one_p, two_q, v0);
  float v2 = (*r);
  float v3 = v1 * v2;
  return v3;
}

static __device__ float lambda_float_9(float x) {
  float v0 = x + 1.0f;
  return v0;
}

static __device__ float lambda_float_10(float* base, float x) {
  float v0 = (*base);
  float v1 = x * v0;
  return v1;
}

static __device__ float lambda_float_11(float* f_base, float y) {
  float y_1;
  y_1 = y;
  float v0 = y_1;
  float v1 = lambda_float_9(v0);
  float v2 = lambda_float_10(f_base, v1);
  return v2;
}

static __device__ float apply_lambda_(float* f_base, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_11(f_base, v0);
  return v1;
}

static __device__ float composed_lambda_lambda_(float* f_base, float x) {
  float v0 = apply_lambda_(f_base, x);
  return v0;
}

static __device__ float lambda_float_12(float* f_base, float* g_base, float y) {
  float y_1;
  y_1 = y;
  float v0 = y_1;
  float v1 = lambda_float_(g_base, v0);
  float v2 = lambda_float_(f_base, v1);
  return v2;
}

static __device__ float apply_lambda_2(float* f_base, float* g_base, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_12(f_base, g_base, v0);
  return v1;
}

static __device__ float composed_lambda_lambda_2(float* f_base, float* g_base, float x) {
  float v0 = apply_lambda_2(f_base, g_base, x);
  return v0;
}

static __device__ float lambda_float_13(float* one_p, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_6(one_p, v0);
  float v2 = v1 + 2.0f;
  return v2;
}

static __device__ float apply_by_reference_lambda_(float* one_p, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_13(one_p, v0);
  return v1;
}

static __device__ float apply_forwarded_lambda_(float* add_base, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_2(add_base, v0);
  return v1;
}

static __device__ void lambda(ks_i32* calls) {
  ks_i32 v0 = (*calls);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  (*calls) = v1;
}

static __device__ void lambda_int_(ks_i32* count_calls, ks_i32 i) {
  lambda(count_calls);
}

static __device__ void unrolled_3_lambda_(ks_i32* count_calls) {
  ks_i32 i;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = i;
    lambda_int_(count_calls, v2);
    ks_i32 v3 = i;
    ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
    i = v4;
  }
}

static __device__ void lambda_float_14(float* sum, float x) {
  float v0 = (*sum);
  float v1 = v0 + x;
  (*sum) = v1;
}

static __device__ void lambda_float_15(float* accumulate_sum, ks_i32 i, float x) {
  float v0 = ks_f32(i);
  float v1 = x * v0;
  lambda_float_14(accumulate_sum, v1);
}

static __device__ void lambda_int_2(float* accumulate_sum, float* a, ks_i32 i) {
  float v0 = a[i];
  lambda_float_15(accumulate_sum, i, v0);
}

static __device__ void unrolled_4_lambda_(float* accumulate_sum, float* f_a) {
  ks_i32 i;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = i;
    lambda_int_2(accumulate_sum, f_a, v2);
    ks_i32 v3 = i;
    ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
    i = v4;
  }
}

static __device__ float ignoring_lambda_(float* one_p, float* two_q, float* r, float x) {
  return x;
}

static __device__ float lambda_2(float* same_base) {
  float v0 = lambda_float_(same_base, 4.0f);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_closures_in_closures_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float base;
  float p;
  float q;
  float r;
  ks_i32 calls;
  float sum;
  base = 10.0f;
  float v0 = lambda_float_((&base), 1.0f);
  (*out) = v0;
  float v1 = lambda_float_2((&base), 2.0f);
  out[1] = v1;
  base = 20.0f;
  float v2 = base;
  float v3 = lambda_float_3((&base), v2, 12.0f);
  out[2] = v3;
  float v4 = base;
  base = 1000.0f;
  float v5 = lambda_float_5(v4, 5.0f);
  out[3] = v5;
  p = 1.0f;
  q = 2.0f;
  r = 3.0f;
  float v6 = lambda_float_8((&p), (&q), (&r), 1.0f);
  out[4] = v6;
  p = 7.0f;
  q = 1.0f;
  r = 1.0f;
  float v7 = lambda_float_8((&p), (&q), (&r), 1.0f);
  out[5] = v7;
  base = 4.0f;
  float v8 = composed_lambda_lambda_((&base), 10.0f);
  out[6] = v8;
  float v9 = composed_lambda_lambda_2((&base), (&base), 22.0f);
  out[7] = v9;
  float v10 = apply_by_reference_lambda_((&p), 1.0f);
  out[8] = v10;
  float v11 = apply_forwarded_lambda_((&base), 1.0f);
  out[9] = v11;
  calls = 0;
  unrolled_3_lambda_((&calls));
  ks_i32 v12 = calls;
  float v13 = ks_f32(v12);
  out[10] = v13;
  sum = 0.0f;
  unrolled_4_lambda_((&sum), a);
  float v14 = sum;
  float v15 = v14 + 7.0f;
  out[11] = v15;
  float v16 = ignoring_lambda_((&p), (&q), (&r), 100.0f);
  out[12] = v16;
  float v17 = lambda_2((&base));
  out[13] = v17;
}

}
