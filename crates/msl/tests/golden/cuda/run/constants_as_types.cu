namespace ks_user {

struct integral_constant_int_2_ {
};

struct integral_constant_int_3_ {
};

struct integral_constant_int_5_ {
};

struct integral_constant_int_1_ {
};

struct integral_constant_int_6_ {
};

struct integral_constant_bool_true_ {
};

struct Shape_integral_constant_int_3_int_ {
  integral_constant_int_3_ rows;
  ks_i32 columns;
};

struct integral_constant_int_8_ {
};

struct integral_constant_int_4_ {
};

struct Shape_integral_constant_int_8_integral_constant_int_4_ {
  integral_constant_int_8_ rows;
  integral_constant_int_4_ columns;
};

struct integral_constant_int_32_ {
};

struct Dims_1_2_ {
};

struct Dims_3_ {
};

struct Dims_1_2_3_ {
};

struct integral_constant_int_0_ {
};

static __device__ ks_i32 integral_constant_int_0_operator_T(integral_constant_int_0_* this_1) {
  return 0;
}

static __device__ void lambda_integral_constant_int_0_(float* out, integral_constant_int_0_ i) {
  integral_constant_int_0_ x_;
  x_ = i;
  ks_i32 v0 = integral_constant_int_0_operator_T((&x_));
  out[v0] = 0.0f;
}

static __device__ ks_i32 integral_constant_int_1_operator_T(integral_constant_int_1_* this_1) {
  return 1;
}

static __device__ void lambda_integral_constant_int_1_(float* out, integral_constant_int_1_ i) {
  integral_constant_int_1_ x_;
  x_ = i;
  ks_i32 v0 = integral_constant_int_1_operator_T((&x_));
  out[v0] = 1.0f;
}

static __device__ ks_i32 integral_constant_int_2_operator_T(integral_constant_int_2_* this_1) {
  return 2;
}

static __device__ void lambda_integral_constant_int_2_(float* out, integral_constant_int_2_ i) {
  integral_constant_int_2_ x_;
  x_ = i;
  ks_i32 v0 = integral_constant_int_2_operator_T((&x_));
  out[v0] = 4.0f;
}

static __device__ ks_i32 integral_constant_int_3_operator_T(integral_constant_int_3_* this_1) {
  return 3;
}

static __device__ void lambda_integral_constant_int_3_(float* out, integral_constant_int_3_ i) {
  integral_constant_int_3_ x_;
  x_ = i;
  ks_i32 v0 = integral_constant_int_3_operator_T((&x_));
  out[v0] = 9.0f;
}

static __device__ void each_4_4_1_lambda_(float* f_out) {
}

static __device__ void each_3_4_1_lambda_(float* f_out) {
  lambda_integral_constant_int_3_(f_out, integral_constant_int_3_{});
  each_4_4_1_lambda_(f_out);
}

static __device__ void each_2_4_1_lambda_(float* f_out) {
  lambda_integral_constant_int_2_(f_out, integral_constant_int_2_{});
  each_3_4_1_lambda_(f_out);
}

static __device__ void each_1_4_1_lambda_(float* f_out) {
  lambda_integral_constant_int_1_(f_out, integral_constant_int_1_{});
  each_2_4_1_lambda_(f_out);
}

static __device__ void each_0_4_1_lambda_(float* f_out) {
  lambda_integral_constant_int_0_(f_out, integral_constant_int_0_{});
  each_1_4_1_lambda_(f_out);
}

static __device__ integral_constant_int_5_ operator_int_2_int_3_(integral_constant_int_2_ x_, integral_constant_int_3_ x__1) {
  return integral_constant_int_5_{};
}

static __device__ integral_constant_int_3_ total_integral_constant_int_3_(integral_constant_int_3_ x) {
  return x;
}

static __device__ integral_constant_int_5_ total_integral_constant_int_2_integral_constant_int_3_(integral_constant_int_2_ x, integral_constant_int_3_ rest) {
  integral_constant_int_3_ v0 = total_integral_constant_int_3_(rest);
  integral_constant_int_5_ v1 = operator_int_2_int_3_(x, v0);
  return v1;
}

static __device__ integral_constant_int_6_ operator_int_1_int_5_(integral_constant_int_1_ x_, integral_constant_int_5_ x__1) {
  return integral_constant_int_6_{};
}

static __device__ integral_constant_int_6_ total_integral_constant_int_1_integral_constant_int_2_integral_constant_int_3_(integral_constant_int_1_ x, integral_constant_int_2_ rest, integral_constant_int_3_ rest_1) {
  integral_constant_int_5_ v0 = total_integral_constant_int_2_integral_constant_int_3_(rest, rest_1);
  integral_constant_int_6_ v1 = operator_int_1_int_5_(x, v0);
  return v1;
}

static __device__ ks_i32 integral_constant_int_6_operator_T(integral_constant_int_6_* this_1) {
  return 6;
}

static __device__ void Shape_integral_constant_int_3_int_Shape(Shape_integral_constant_int_3_int_* this_1, integral_constant_int_3_ r, ks_i32 c) {
  (*this_1).rows = r;
  (*this_1).columns = c;
}

static __device__ ks_i32 Shape_integral_constant_int_3_int_size(Shape_integral_constant_int_3_int_* this_1) {
  ks_i32 v0 = integral_constant_int_3_operator_T((&(*this_1).rows));
  ks_i32 v1 = (*this_1).columns;
  ks_i32 v2 = (ks_i32)((ks_u32)v0 * (ks_u32)v1);
  return v2;
}

static __device__ void Shape_integral_constant_int_8_integral_constant_int_4_Shape(Shape_integral_constant_int_8_integral_constant_int_4_* this_1, integral_constant_int_8_ r, integral_constant_int_4_ c) {
  (*this_1).rows = r;
  (*this_1).columns = c;
}

static __device__ integral_constant_int_32_ operator_int_8_int_4_(integral_constant_int_8_ x_, integral_constant_int_4_ x__1) {
  return integral_constant_int_32_{};
}

static __device__ integral_constant_int_32_ Shape_integral_constant_int_8_integral_constant_int_4_size(Shape_integral_constant_int_8_integral_constant_int_4_* this_1) {
  integral_constant_int_8_ v0 = (*this_1).rows;
  integral_constant_int_4_ v1 = (*this_1).columns;
  integral_constant_int_32_ v2 = operator_int_8_int_4_(v0, v1);
  return v2;
}

static __device__ ks_i32 Dims_1_2_3_volume() {
  return 6;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_constants_as_types_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  integral_constant_int_5_ five;
  integral_constant_int_6_ x_;
  Shape_integral_constant_int_3_int_ x__1;
  Shape_integral_constant_int_3_int_ shape;
  Shape_integral_constant_int_8_integral_constant_int_4_ x__2;
  Shape_integral_constant_int_8_integral_constant_int_4_ x__3;
  each_0_4_1_lambda_(out);
  integral_constant_int_5_ v0 = operator_int_2_int_3_(integral_constant_int_2_{}, integral_constant_int_3_{});
  five = v0;
  out[4] = 5.0f;
  integral_constant_int_6_ v1 = total_integral_constant_int_1_integral_constant_int_2_integral_constant_int_3_(integral_constant_int_1_{}, integral_constant_int_2_{}, integral_constant_int_3_{});
  x_ = v1;
  ks_i32 v2 = integral_constant_int_6_operator_T((&x_));
  float v3 = ks_f32(v2);
  out[5] = v3;
  out[6] = 1.0f;
  Shape_integral_constant_int_3_int_Shape((&x__1), integral_constant_int_3_{}, 4);
  Shape_integral_constant_int_3_int_ v4 = x__1;
  shape = v4;
  ks_i32 v5 = Shape_integral_constant_int_3_int_size((&shape));
  float v6 = ks_f32(v5);
  out[7] = v6;
  out[8] = 2.0f;
  Shape_integral_constant_int_8_integral_constant_int_4_Shape((&x__2), integral_constant_int_8_{}, integral_constant_int_4_{});
  Shape_integral_constant_int_8_integral_constant_int_4_ v7 = x__2;
  x__3 = v7;
  integral_constant_int_32_ v8 = Shape_integral_constant_int_8_integral_constant_int_4_size((&x__3));
  out[9] = 32.0f;
  ks_i32 v9 = Dims_1_2_3_volume();
  float v10 = ks_f32(v9);
  out[10] = v10;
  out[11] = 21.0f;
}

}
