namespace ks_user {

struct complex64_t {
  float real;
  float imag;
};

static __device__ void complex64_t_complex64_t(complex64_t* this_1, float re, float im) {
  (*this_1).real = re;
  (*this_1).imag = im;
}

static __device__ complex64_t operator_(complex64_t a, complex64_t b) {
  complex64_t x_;
  float v0 = a.real;
  float v1 = b.real;
  float v2 = v0 - v1;
  float v3 = a.imag;
  float v4 = b.imag;
  float v5 = v3 - v4;
  complex64_t_complex64_t((&x_), v2, v5);
  complex64_t v6 = x_;
  return v6;
}

static __device__ complex64_t operator__1(complex64_t a, complex64_t b) {
  complex64_t x_;
  float v0 = b.real;
  float v1 = b.real;
  float v2 = v0 * v1;
  float v3 = b.imag;
  float v4 = b.imag;
  float v5 = v3 * v4;
  float v6 = v2 + v5;
  float v7 = a.real;
  float v8 = b.real;
  float v9 = v7 * v8;
  float v10 = a.imag;
  float v11 = b.imag;
  float v12 = v10 * v11;
  float v13 = v9 + v12;
  float v14 = v13 / v6;
  float v15 = a.imag;
  float v16 = b.real;
  float v17 = v15 * v16;
  float v18 = a.real;
  float v19 = b.imag;
  float v20 = v18 * v19;
  float v21 = v17 - v20;
  float v22 = v21 / v6;
  complex64_t_complex64_t((&x_), v14, v22);
  complex64_t v23 = x_;
  return v23;
}

static __device__ complex64_t operator_2(complex64_t x) {
  complex64_t x_;
  float v0 = x.real;
  float v1 = ks_neg(v0);
  float v2 = x.imag;
  float v3 = ks_neg(v2);
  complex64_t_complex64_t((&x_), v1, v3);
  complex64_t v4 = x_;
  return v4;
}

static __device__ void complex64_t_complex64_t_2(complex64_t* this_1, float re) {
  (*this_1).real = re;
  (*this_1).imag = 0.0f;
}

static __device__ complex64_t operator__2(complex64_t a, complex64_t b) {
  complex64_t x_;
  float v0 = a.real;
  float v1 = b.real;
  float v2 = v0 * v1;
  float v3 = a.imag;
  float v4 = b.imag;
  float v5 = v3 * v4;
  float v6 = v2 - v5;
  float v7 = a.real;
  float v8 = b.imag;
  float v9 = v7 * v8;
  float v10 = a.imag;
  float v11 = b.real;
  float v12 = v10 * v11;
  float v13 = v9 + v12;
  complex64_t_complex64_t((&x_), v6, v13);
  complex64_t v14 = x_;
  return v14;
}

static __device__ complex64_t operator__3(complex64_t a, complex64_t b) {
  complex64_t x_;
  float v0 = a.real;
  float v1 = b.real;
  float v2 = v0 + v1;
  float v3 = a.imag;
  float v4 = b.imag;
  float v5 = v3 + v4;
  complex64_t_complex64_t((&x_), v2, v5);
  complex64_t v6 = x_;
  return v6;
}

static __device__ complex64_t* operator__4(complex64_t* a, complex64_t b) {
  complex64_t v0 = (*a);
  complex64_t v1 = operator__2(v0, b);
  (*a) = v1;
  return a;
}

static __device__ complex64_t* operator__5(complex64_t* a, complex64_t b) {
  complex64_t v0 = (*a);
  complex64_t v1 = operator__3(v0, b);
  (*a) = v1;
  return a;
}

static __device__ complex64_t* operator__6(complex64_t* a, complex64_t b) {
  complex64_t v0 = (*a);
  complex64_t v1 = operator_(v0, b);
  (*a) = v1;
  return a;
}

static __device__ float complex64_t_operator_T(complex64_t* this_1) {
  float v0 = (*this_1).real;
  return v0;
}

static __device__ bool operator__7(complex64_t a, complex64_t b) {
  float v0 = a.real;
  float v1 = b.real;
  bool v2 = v0 == v1;
  float v3 = a.imag;
  float v4 = b.imag;
  bool v5 = v3 == v4;
  bool v6 = (bool)(v2 & v5);
  return v6;
}

static __device__ bool operator__8(complex64_t a, complex64_t b) {
  bool v0 = operator__7(a, b);
  bool v1 = !v0;
  return v1;
}

static __device__ bool operator__9(complex64_t a, complex64_t b) {
  bool x_;
  float v0 = a.real;
  float v1 = b.real;
  bool v2 = v0 < v1;
  x_ = v2;
  if (v2) {
  } else {
    float v3 = a.real;
    float v4 = b.real;
    bool v5 = v3 == v4;
    float v6 = a.imag;
    float v7 = b.imag;
    bool v8 = v6 < v7;
    bool v9 = (bool)(v5 & v8);
    x_ = v9;
  }
  bool v10 = x_;
  return v10;
}

static __device__ bool operator__10(complex64_t a, complex64_t b) {
  bool v0 = operator__9(b, a);
  return v0;
}

static __device__ bool operator__11(complex64_t a, complex64_t b) {
  bool x_;
  float v0 = a.real;
  float v1 = b.real;
  bool v2 = v0 < v1;
  x_ = v2;
  if (v2) {
  } else {
    float v3 = a.real;
    float v4 = b.real;
    bool v5 = v3 == v4;
    float v6 = a.imag;
    float v7 = b.imag;
    bool v8 = v6 <= v7;
    bool v9 = (bool)(v5 & v8);
    x_ = v9;
  }
  bool v10 = x_;
  return v10;
}

static __device__ bool operator__12(complex64_t a, complex64_t b) {
  bool v0 = operator__11(b, a);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_prelude_complex_complex64c_complex64c_complex64_complex64_complex64_complex64_complex64_int32_float32(
  const complex64_t* __restrict__ ks_buffer0,
  const complex64_t* __restrict__ ks_buffer1,
  complex64_t* __restrict__ difference,
  complex64_t* __restrict__ quotient,
  complex64_t* __restrict__ negated,
  complex64_t* __restrict__ scaled,
  complex64_t* __restrict__ assigned,
  ks_i32* __restrict__ order,
  float* __restrict__ re,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  complex64_t* const a = (complex64_t*)ks_buffer0;
  complex64_t* const b = (complex64_t*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  complex64_t x;
  complex64_t y;
  complex64_t x_;
  complex64_t x__1;
  complex64_t x__2;
  ks_u32 v0 = thread_position_in_grid.x;
  complex64_t v1 = a[v0];
  x = v1;
  complex64_t v2 = b[v0];
  y = v2;
  complex64_t v3 = x;
  complex64_t v4 = y;
  complex64_t v5 = operator_(v3, v4);
  difference[v0] = v5;
  complex64_t v6 = x;
  complex64_t v7 = y;
  complex64_t v8 = operator__1(v6, v7);
  quotient[v0] = v8;
  complex64_t v9 = x;
  complex64_t v10 = operator_2(v9);
  negated[v0] = v10;
  complex64_t_complex64_t_2((&x_), 2.0f);
  complex64_t v11 = x_;
  complex64_t v12 = x;
  complex64_t v13 = operator__2(v11, v12);
  complex64_t_complex64_t_2((&x__1), 1.0f);
  complex64_t v14 = x__1;
  complex64_t v15 = operator__3(v13, v14);
  scaled[v0] = v15;
  complex64_t v16 = x;
  assigned[v0] = v16;
  complex64_t v17 = y;
  complex64_t* v18 = operator__4((&assigned[v0]), v17);
  complex64_t v19 = x;
  complex64_t v20 = y;
  complex64_t v21 = operator__2(v19, v20);
  complex64_t* v22 = operator__5((&assigned[v0]), v21);
  complex64_t_complex64_t((&x__2), 0.0f, 0.0f);
  complex64_t v23 = x__2;
  complex64_t* v24 = operator__6((&assigned[v0]), v23);
  float v25 = complex64_t_operator_T((&x));
  re[v0] = v25;
  bool v26 = v0 == 0u;
  if (v26) {
    complex64_t v27 = x;
    complex64_t v28 = y;
    bool v29 = operator__7(v27, v28);
    ks_i32 v30 = (ks_i32)v29;
    (*order) = v30;
    complex64_t v31 = x;
    complex64_t v32 = y;
    bool v33 = operator__8(v31, v32);
    ks_i32 v34 = (ks_i32)v33;
    order[1] = v34;
    complex64_t v35 = x;
    complex64_t v36 = y;
    bool v37 = operator__9(v35, v36);
    ks_i32 v38 = (ks_i32)v37;
    order[2] = v38;
    complex64_t v39 = x;
    complex64_t v40 = y;
    bool v41 = operator__10(v39, v40);
    ks_i32 v42 = (ks_i32)v41;
    order[3] = v42;
    complex64_t v43 = x;
    complex64_t v44 = x;
    bool v45 = operator__11(v43, v44);
    ks_i32 v46 = (ks_i32)v45;
    order[4] = v46;
    complex64_t v47 = x;
    complex64_t v48 = y;
    bool v49 = operator__12(v47, v48);
    ks_i32 v50 = (ks_i32)v49;
    order[5] = v50;
  }
}

}
