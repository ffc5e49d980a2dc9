namespace ks_user {

struct small_t {
  float value;
};

static __device__ small_t sqrt(small_t x) {
  small_t x_1;
  x_1 = x;
  float v0 = x_1.value;
  float v1 = ks_math_sqrt(v0);
  small_t v2 = {v1};
  return v2;
}

static __device__ small_t sqrt_2(small_t x) {
  small_t x_1;
  x_1 = x;
  float v0 = x_1.value;
  float v1 = ks_math_sqrt(v0);
  small_t v2 = {v1};
  return v2;
}

static __device__ small_t max(small_t a, small_t b) {
  small_t a_1;
  small_t b_1;
  a_1 = a;
  b_1 = b;
  float v0 = a_1.value;
  float v1 = b_1.value;
  float v2 = ks_math_fmax(v0, v1);
  small_t v3 = {v2};
  return v3;
}

static __device__ small_t simd_sum(ks_u32 ks_mask, small_t x) {
  small_t x_1;
  x_1 = x;
  float v0 = x_1.value;
  float v1 = ks_reduce<ks_join_sum, 32>(ks_mask, v0, 0.0f);
  small_t v2 = {v1};
  return v2;
}

static __device__ ks_i32 make_uniform_int_(ks_i32 value) {
  return value;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_compiler_functions_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  ks_i32 exponent;
  float v0 = x[1];
  small_t v1 = {v0};
  small_t v2 = sqrt(v1);
  float v3 = v2.value;
  (*out) = v3;
  float v4 = x[2];
  small_t v5 = {v4};
  small_t v6 = sqrt_2(v5);
  float v7 = v6.value;
  out[1] = v7;
  float v8 = (*x);
  small_t v9 = {v8};
  float v10 = x[1];
  small_t v11 = {v10};
  small_t v12 = max(v9, v11);
  float v13 = v12.value;
  out[2] = v13;
  float v14 = x[3];
  small_t v15 = {v14};
  small_t v16 = simd_sum(ks_mask, v15);
  float v17 = v16.value;
  out[3] = v17;
  float v18 = x[3];
  ks_i32 v19 = ks_math_frexp_exponent(v18);
  float v20 = ks_math_frexp_mantissa(v18);
  exponent = v19;
  out[4] = v20;
  ks_i32 v21 = exponent;
  float v22 = ks_f32(v21);
  out[5] = v22;
  out[6] = 32.0f;
  out[7] = 4.0f;
  out[8] = 3.0f;
  float v23 = x[2];
  ks_u32 v24 = ks_to_u32(ks_f32(v23));
  ks_u32 v25 = ks_int_clz(v24);
  float v26 = ks_f32(v25);
  out[9] = v26;
  float v27 = x[2];
  ks_u32 v28 = ks_to_u32(ks_f32(v27));
  ks_u32 v29 = ks_int_popcount(v28);
  float v30 = ks_f32(v29);
  out[10] = v30;
  float v31 = (*x);
  bool v32 = v31 > 0.0f;
  ks_i32 v33 = make_uniform_int_(3);
  bool v34 = v33 < 0;
  ks_i32 v35 = (ks_i32)((ks_u32)2 * (ks_u32)v33);
  float v36 = ks_f32(v35);
  out[11] = v36;
}

}
