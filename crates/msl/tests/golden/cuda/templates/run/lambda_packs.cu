namespace ks_user {

static __device__ float lambda_float_float_float_(float each, float each_1, float each_2) {
  float v0 = each_1 + each_2;
  float v1 = each + v0;
  return v1;
}

static __device__ float forwarded_float_float_float_(float values, float values_1, float values_2) {
  float values_3;
  float values_4;
  float values_5;
  values_3 = values;
  values_4 = values_1;
  values_5 = values_2;
  float v0 = values_3;
  float v1 = values_4;
  float v2 = values_5;
  float v3 = lambda_float_float_float_(v0, v1, v2);
  return v3;
}

static __device__ float lambda_float_(float values, ks_i32 values_1, ks_half values_2, float values_3, float scale) {
  float v0 = ks_f32(values_2);
  float v1 = v0 + values_3;
  float v2 = ks_f32(values_1);
  float v3 = v2 + v1;
  float v4 = values + v3;
  float v5 = scale * v4;
  return v5;
}

static __device__ float copied_float_int_half_float_(float values, ks_i32 values_1, ks_half values_2, float values_3) {
  float v0 = lambda_float_(values, values_1, values_2, values_3, 1.0f);
  return v0;
}

static __device__ float lambda(float values, float values_1) {
  float v0 = values_1 + 0.0f;
  float v1 = values + v0;
  return v1;
}

static __device__ float named_float_float_(float values, float values_1) {
  float v0 = lambda(values, values_1);
  return v0;
}

static __device__ void lambda_float_2(float* values, float* values_1, float* values_2, float by) {
  float v0 = (*values);
  float v1 = v0 * by;
  (*values) = v1;
  float v2 = (*values_1);
  float v3 = v2 * by;
  (*values_1) = v3;
  float v4 = (*values_2);
  float v5 = v4 * by;
  (*values_2) = v5;
}

static __device__ void scaled_float_float_float_(float* values, float* values_1, float* values_2) {
  lambda_float_2(values, values_1, values_2, 10.0f);
}

static __device__ ks_i32 lambda_int_float_int_(ks_i32 first, float rest, ks_i32 rest_1) {
  ks_i32 v0 = (ks_i32)((ks_u32)2 + (ks_u32)first);
  return v0;
}

static __device__ ks_i32 lambda_2() {
  return 0;
}

static __device__ float named_() {
  ks_i32 v0 = lambda_2();
  float v1 = ks_f32(v0);
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_lambda_packs_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float a;
  float b;
  float c;
  float v0 = forwarded_float_float_float_(1.0f, 2.0f, 3.0f);
  (*out) = v0;
  float v1 = copied_float_int_half_float_(1.0f, 2, ks_half{0x4200}, 4.0f);
  out[1] = v1;
  float v2 = named_float_float_(4.0f, 5.0f);
  out[2] = v2;
  a = 1.0f;
  b = 2.0f;
  c = 3.0f;
  scaled_float_float_float_((&a), (&b), (&c));
  float v3 = a;
  float v4 = b;
  float v5 = v3 + v4;
  float v6 = c;
  float v7 = v5 + v6;
  out[3] = v7;
  ks_i32 v8 = lambda_int_float_int_(1, 2.0f, 3);
  float v9 = ks_f32(v8);
  out[4] = v9;
  float v10 = named_();
  out[5] = v10;
}

}
