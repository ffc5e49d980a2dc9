namespace ks_user {

struct complex64_t {
  float real;
  float imag;
};

static __device__ void complex64_t_complex64_t(complex64_t* this_1, float re, float im) {
  (*this_1).real = re;
  (*this_1).imag = im;
}

static __device__ complex64_t log1p(complex64_t z) {
  complex64_t x_;
  float v0 = z.real;
  float v1 = z.real;
  float v2 = 2.0f + v1;
  float v3 = v0 * v2;
  float v4 = z.imag;
  float v5 = z.imag;
  float v6 = v4 * v5;
  float v7 = v3 + v6;
  float v8 = ks_math_log1p(v7);
  float v9 = 0.5f * v8;
  float v10 = z.imag;
  float v11 = z.real;
  float v12 = v11 + 1.0f;
  float v13 = ks_math_atan2(v10, v12);
  complex64_t_complex64_t((&x_), v9, v13);
  complex64_t v14 = x_;
  return v14;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_prelude_log1p_complex64c_float32_bfloat16_complex64(
  const complex64_t* __restrict__ ks_buffer0,
  float* __restrict__ f,
  ks_bfloat* __restrict__ h,
  complex64_t* __restrict__ z,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  complex64_t* const a = (complex64_t*)ks_buffer0;
  float v0 = ks_math_log1p(1e-7f);
  (*f) = v0;
  float v1 = ks_math_log1p(1.0f);
  f[1] = v1;
  ks_bfloat v2 = ks_math_log1p(ks_bfloat{0x3f80});
  (*h) = v2;
  complex64_t v3 = (*a);
  complex64_t v4 = log1p(v3);
  (*z) = v4;
  complex64_t v5 = a[1];
  complex64_t v6 = log1p(v5);
  z[1] = v6;
}

}
