namespace ks_user {

struct integral_constant_int_3_ {
};

struct integral_constant_bool_false_ {
};

struct integral_constant_bool_true_ {
};

struct Celsius {
  float degrees;
};

struct doubled {
};

struct Index {
  ks_i32 at;
};

struct integral_constant_int_0_ {
};

struct integral_constant_int_1_ {
};

struct integral_constant_int_2_ {
};

static __constant__ const integral_constant_int_0_ index = {};

static __constant__ const integral_constant_int_1_ index_2 = {};

static __constant__ const integral_constant_int_2_ index_3 = {};

static __constant__ const integral_constant_int_3_ index_4 = {};

static __device__ ks_i32 pick_uint_true_(ks_u32 x) {
  return 1;
}

static __device__ ks_i32 pick_half_true_(ks_half x) {
  return 2;
}

static __device__ ks_i32 pick_float2_(ks_vec2<float> x) {
  return 3;
}

static __device__ ks_i32 only_half_void_(ks_half x) {
  return 4;
}

static __device__ float kind_half_(ks_half x) {
  return 1.0f;
}

static __device__ float kind_float_(float x) {
  return 2.0f;
}

static __device__ float kind_short_(ks_i16 x) {
  return 3.0f;
}

static __device__ ks_i32 integral_constant_int_0_operator_T(integral_constant_int_0_* this_1) {
  return 0;
}

static __device__ void lambda_integral_constant_int_0_(float* sum, float* a, integral_constant_int_0_ i) {
  integral_constant_int_0_ x_;
  integral_constant_int_0_ x__1;
  x_ = i;
  ks_i32 v0 = integral_constant_int_0_operator_T((&x_));
  float v1 = a[v0];
  float v2 = v1 + 0.0f;
  x__1 = i;
  ks_i32 v3 = integral_constant_int_0_operator_T((&x__1));
  float v4 = ks_f32(v3);
  float v5 = v2 - v4;
  float v6 = (*sum);
  float v7 = v6 + v5;
  (*sum) = v7;
}

static __device__ ks_i32 integral_constant_int_1_operator_T(integral_constant_int_1_* this_1) {
  return 1;
}

static __device__ void lambda_integral_constant_int_1_(float* sum, float* a, integral_constant_int_1_ i) {
  integral_constant_int_1_ x_;
  integral_constant_int_1_ x__1;
  x_ = i;
  ks_i32 v0 = integral_constant_int_1_operator_T((&x_));
  float v1 = a[v0];
  float v2 = v1 + 1.0f;
  x__1 = i;
  ks_i32 v3 = integral_constant_int_1_operator_T((&x__1));
  float v4 = ks_f32(v3);
  float v5 = v2 - v4;
  float v6 = (*sum);
  float v7 = v6 + v5;
  (*sum) = v7;
}

static __device__ ks_i32 integral_constant_int_2_operator_T(integral_constant_int_2_* this_1) {
  return 2;
}

static __device__ void lambda_integral_constant_int_2_(float* sum, float* a, integral_constant_int_2_ i) {
  integral_constant_int_2_ x_;
  integral_constant_int_2_ x__1;
  x_ = i;
  ks_i32 v0 = integral_constant_int_2_operator_T((&x_));
  float v1 = a[v0];
  float v2 = v1 + 2.0f;
  x__1 = i;
  ks_i32 v3 = integral_constant_int_2_operator_T((&x__1));
  float v4 = ks_f32(v3);
  float v5 = v2 - v4;
  float v6 = (*sum);
  float v7 = v6 + v5;
  (*sum) = v7;
}

static __device__ ks_i32 integral_constant_int_3_operator_T(integral_constant_int_3_* this_1) {
  return 3;
}

static __device__ void lambda_integral_constant_int_3_(float* sum, float* a, integral_constant_int_3_ i) {
  integral_constant_int_3_ x_;
  integral_constant_int_3_ x__1;
  x_ = i;
  ks_i32 v0 = integral_constant_int_3_operator_T((&x_));
  float v1 = a[v0];
  float v2 = v1 + 3.0f;
  x__1 = i;
  ks_i32 v3 = integral_constant_int_3_operator_T((&x__1));
  float v4 = ks_f32(v3);
  float v5 = v2 - v4;
  float v6 = (*sum);
  float v7 = v6 + v5;
  (*sum) = v7;
}

static __device__ void each_constant_4_4_1_lambda_(float* f_sum, float* f_a) {
}

static __device__ void each_constant_3_4_1_lambda_(float* f_sum, float* f_a) {
  lambda_integral_constant_int_3_(f_sum, f_a, integral_constant_int_3_{});
  each_constant_4_4_1_lambda_(f_sum, f_a);
}

static __device__ void each_constant_2_4_1_lambda_(float* f_sum, float* f_a) {
  lambda_integral_constant_int_2_(f_sum, f_a, integral_constant_int_2_{});
  each_constant_3_4_1_lambda_(f_sum, f_a);
}

static __device__ void each_constant_1_4_1_lambda_(float* f_sum, float* f_a) {
  lambda_integral_constant_int_1_(f_sum, f_a, integral_constant_int_1_{});
  each_constant_2_4_1_lambda_(f_sum, f_a);
}

static __device__ void each_constant_0_4_1_lambda_(float* f_sum, float* f_a) {
  lambda_integral_constant_int_0_(f_sum, f_a, integral_constant_int_0_{});
  each_constant_1_4_1_lambda_(f_sum, f_a);
}

static __device__ float scaled_integral_constant_int_3_(float x, integral_constant_int_3_ n) {
  ks_array<float, 3> parts;
  integral_constant_int_3_ x_;
  integral_constant_int_3_ x__1;
  x_ = n;
  ks_i32 v0 = integral_constant_int_3_operator_T((&x_));
  ks_i32 v1 = (ks_i32)((ks_u32)v0 - (ks_u32)1);
  parts.at[v1] = x;
  float v2 = parts.at[2];
  x__1 = n;
  ks_i32 v3 = integral_constant_int_3_operator_T((&x__1));
  float v4 = ks_f32(v3);
  float v5 = v2 * v4;
  return v5;
}

static __device__ float doubled_operator_float_(doubled* this_1, float x) {
  float v0 = x * 2.0f;
  return v0;
}

static __device__ float Celsius_operator_T(Celsius* this_1) {
  float v0 = (*this_1).degrees;
  return v0;
}

static __device__ ks_i32 Index_operator_T(Index* this_1) {
  ks_i32 v0 = (*this_1).at;
  return v0;
}

static __device__ bool integral_constant_bool_true_operator_T(integral_constant_bool_true_* this_1) {
  return true;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_type_traits_half_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float sum;
  doubled x_;
  Celsius c;
  Index i;
  integral_constant_bool_true_ x__1;
  Index x__2;
  ks_i32 v0 = pick_uint_true_(1u);
  float v1 = ks_f32(v0);
  (*out) = v1;
  ks_i32 v2 = pick_half_true_(ks_half{0x3c00});
  float v3 = ks_f32(v2);
  out[1] = v3;
  ks_i32 v4 = pick_float2_(ks_vec2<float>{1.0f, 1.0f});
  float v5 = ks_f32(v4);
  out[2] = v5;
  ks_i32 v6 = only_half_void_(ks_half{0x3c00});
  float v7 = ks_f32(v6);
  out[3] = v7;
  float v8 = kind_half_(ks_half{0x3c00});
  out[4] = v8;
  float v9 = kind_float_(1.0f);
  out[5] = v9;
  float v10 = kind_short_((ks_i16)1);
  out[6] = v10;
  sum = 0.0f;
  each_constant_0_4_1_lambda_((&sum), a);
  float v11 = sum;
  float v12 = v11 - 3.0f;
  out[7] = v12;
  float v13 = scaled_integral_constant_int_3_(2.0f, integral_constant_int_3_{});
  out[8] = v13;
  x_ = doubled{};
  float v14 = doubled_operator_float_((&x_), 5.0f);
  out[9] = v14;
  c = Celsius{4.0f};
  float v15 = Celsius_operator_T((&c));
  float v16 = v15 * 2.0f;
  float v17 = v16 + 1.0f;
  out[10] = v17;
  float v18 = Celsius_operator_T((&c));
  float v19 = ks_neg(v18);
  float v20 = v19 + 6.0f;
  out[11] = v20;
  i = Index{3};
  ks_i32 v21 = Index_operator_T((&i));
  float v22 = a[v21];
  out[12] = v22;
  ks_i32 v23 = Index_operator_T((&i));
  bool v24 = v23 > 2;
  float v25 = ks_f32(v24);
  out[13] = v25;
  ks_i32 v26 = Index_operator_T((&i));
  ks_i32 v27 = (ks_i32)((ks_u32)v26 << 1);
  float v28 = ks_f32(v27);
  out[14] = v28;
  x__1 = integral_constant_bool_true_{};
  bool v29 = integral_constant_bool_true_operator_T((&x__1));
  x__2 = Index{4};
  ks_i32 v30 = Index_operator_T((&x__2));
  ks_i32 v31 = (ks_i32)v29;
  ks_i32 v32 = (ks_i32)((ks_u32)v31 + (ks_u32)v30);
  float v33 = ks_f32(v32);
  out[15] = v33;
}

}
