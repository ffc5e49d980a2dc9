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
  float v2 = v0 + v1;
  float v3 = a.imag;
  float v4 = b.imag;
  float v5 = v3 + v4;
  complex64_t_complex64_t((&x_), v2, v5);
  complex64_t v6 = x_;
  return v6;
}

static __device__ complex64_t operator__1(complex64_t a, complex64_t b) {
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

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_complex_numbers_complex64c_complex64c_complex64_complex64_float32(
  const complex64_t* __restrict__ ks_buffer0,
  const complex64_t* __restrict__ ks_buffer1,
  complex64_t* __restrict__ sum,
  complex64_t* __restrict__ product,
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
  ks_u32 v0 = thread_position_in_grid.x;
  complex64_t v1 = a[v0];
  x = v1;
  complex64_t v2 = b[v0];
  y = v2;
  complex64_t v3 = x;
  complex64_t v4 = y;
  complex64_t v5 = operator_(v3, v4);
  sum[v0] = v5;
  complex64_t v6 = x;
  complex64_t v7 = y;
  complex64_t v8 = operator__1(v6, v7);
  product[v0] = v8;
  float v9 = x.real;
  re[v0] = v9;
}

}
