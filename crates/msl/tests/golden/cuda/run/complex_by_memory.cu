namespace ks_user {

struct cplx {
  float re;
  float im;
};

struct integral_constant_bool_true_ {
};

struct Square {
};

static __device__ void cplx_cplx(cplx* this_1, float r, float i) {
  (*this_1).re = r;
  (*this_1).im = i;
}

static __device__ void cplx_cplx_float_void_(cplx* this_1, float v) {
  (*this_1).re = v;
  (*this_1).im = 0.0f;
}

static __device__ cplx* operator_(cplx* a, cplx b) {
  float v0 = b.re;
  float v1 = (*a).re;
  float v2 = v1 + v0;
  (*a).re = v2;
  float v3 = b.im;
  float v4 = (*a).im;
  float v5 = v4 + v3;
  (*a).im = v5;
  return a;
}

static __device__ cplx operator__1(cplx a, cplx b) {
  cplx x_;
  float v0 = a.re;
  float v1 = b.re;
  float v2 = v0 * v1;
  float v3 = a.im;
  float v4 = b.im;
  float v5 = v3 * v4;
  float v6 = v2 - v5;
  float v7 = a.re;
  float v8 = b.im;
  float v9 = v7 * v8;
  float v10 = a.im;
  float v11 = b.re;
  float v12 = v10 * v11;
  float v13 = v9 + v12;
  cplx_cplx((&x_), v6, v13);
  cplx v14 = x_;
  return v14;
}

static __device__ void cplx_cplx_int_void_(cplx* this_1, ks_i32 v) {
  float v0 = ks_f32(v);
  (*this_1).re = v0;
  (*this_1).im = 0.0f;
}

static __device__ cplx operator__2(cplx a, cplx b) {
  cplx x_;
  float v0 = b.re;
  float v1 = b.re;
  float v2 = v0 * v1;
  float v3 = b.im;
  float v4 = b.im;
  float v5 = v3 * v4;
  float v6 = v2 + v5;
  float v7 = a.re;
  float v8 = b.re;
  float v9 = v7 * v8;
  float v10 = a.im;
  float v11 = b.im;
  float v12 = v10 * v11;
  float v13 = v9 + v12;
  float v14 = v13 / v6;
  float v15 = a.im;
  float v16 = b.re;
  float v17 = v15 * v16;
  float v18 = a.re;
  float v19 = b.im;
  float v20 = v18 * v19;
  float v21 = v17 - v20;
  float v22 = v21 / v6;
  cplx_cplx((&x_), v14, v22);
  cplx v23 = x_;
  return v23;
}

static __device__ cplx operator__3(cplx a, cplx b) {
  cplx x_;
  float v0 = a.re;
  float v1 = b.re;
  float v2 = v0 + v1;
  float v3 = a.im;
  float v4 = b.im;
  float v5 = v3 + v4;
  cplx_cplx((&x_), v2, v5);
  cplx v6 = x_;
  return v6;
}

static __device__ float cplx_operator_T_float_void_(cplx* this_1) {
  float v0 = (*this_1).re;
  return v0;
}

static __device__ bool operator__4(cplx a, cplx b) {
  float v0 = a.re;
  float v1 = b.re;
  bool v2 = v0 == v1;
  float v3 = a.im;
  float v4 = b.im;
  bool v5 = v3 == v4;
  bool v6 = (bool)(v2 & v5);
  return v6;
}

static __device__ float cplx_operator_T_float_void_2(cplx* this_1) {
  float v0 = (*this_1).re;
  return v0;
}

static __device__ ks_half cplx_operator_T_half_void_(cplx* this_1) {
  float v0 = (*this_1).re;
  ks_half v1 = ks_f16(v0);
  return v1;
}

static __device__ cplx operator__5(cplx a) {
  cplx x_;
  float v0 = a.re;
  float v1 = ks_neg(v0);
  float v2 = a.im;
  float v3 = ks_neg(v2);
  cplx_cplx((&x_), v1, v3);
  cplx v4 = x_;
  return v4;
}

static __device__ cplx Square_operator_cplx_(Square* this_1, cplx v) {
  cplx v0 = operator__1(v, v);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_complex_by_memory_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  ks_array<cplx, 2>& shared = *(ks_array<cplx, 2>*)(ks_memory + 0);
  cplx a;
  cplx x_;
  cplx b;
  cplx product;
  cplx x__1;
  cplx x__2;
  cplx quotient;
  cplx x__3;
  cplx x__4;
  cplx x__5;
  Square x__6;
  cplx_cplx((&a), 1.0f, 2.0f);
  cplx_cplx_float_void_((&x_), 3.0f);
  cplx v0 = x_;
  b = v0;
  cplx v1 = a;
  cplx* v2 = operator_((&b), v1);
  float v3 = b.re;
  (*out) = v3;
  float v4 = b.im;
  out[1] = v4;
  cplx v5 = a;
  cplx v6 = ((cplx*)x)[1];
  cplx v7 = operator__1(v5, v6);
  product = v7;
  float v8 = product.re;
  float v9 = v8 + 3.0f;
  out[2] = v9;
  float v10 = product.im;
  float v11 = v10 + 1.0f;
  out[3] = v11;
  cplx_cplx((&x__1), 5.0f, 2.0f);
  cplx v12 = x__1;
  cplx_cplx_int_void_((&x__2), 2);
  cplx v13 = x__2;
  cplx v14 = operator__2(v12, v13);
  quotient = v14;
  float v15 = quotient.re;
  out[4] = v15;
  float v16 = quotient.im;
  out[5] = v16;
  cplx v17 = b;
  cplx v18 = b;
  cplx v19 = operator__3(v17, v18);
  shared.at[0] = v19;
  float v20 = cplx_operator_T_float_void_((&shared.at[0]));
  out[6] = v20;
  float v21 = cplx_operator_T_float_void_((&shared.at[0]));
  float v22 = v21 / 2.0f;
  cplx v23 = shared.at[0];
  cplx v24 = b;
  bool v25 = operator__4(v23, v24);
  float v26 = ks_f32(v25);
  float v27 = v22 + v26;
  out[7] = v27;
  float v28 = cplx_operator_T_float_void_2(((cplx*)x));
  ks_half v29 = cplx_operator_T_half_void_((&a));
  float v30 = ks_f32(v29);
  float v31 = v28 + v30;
  out[8] = v31;
  cplx v32 = ((cplx*)x)[2];
  cplx v33 = operator__5(v32);
  float v34 = v33.re;
  out[9] = v34;
  cplx_cplx((&x__3), 2.0f, 1.0f);
  cplx v35 = x__3;
  cplx_cplx((&x__4), 2.0f, 1.0f);
  cplx v36 = x__4;
  bool v37 = operator__4(v35, v36);
  float v38 = ks_f32(v37);
  out[10] = v38;
  cplx_cplx((&x__5), 2.0f, 0.5f);
  cplx v39 = x__5;
  x__6 = Square{};
  cplx v40 = Square_operator_cplx_((&x__6), v39);
  float v41 = v40.re;
  float v42 = v41 - 0.25f;
  out[11] = v42;
}

}
