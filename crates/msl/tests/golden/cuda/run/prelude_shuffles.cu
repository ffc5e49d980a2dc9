namespace ks_user {

struct complex64_t {
  float real;
  float imag;
};

static __device__ void complex64_t_complex64_t(complex64_t* this_1, float re, float im) {
  (*this_1).real = re;
  (*this_1).imag = im;
}

static __device__ complex64_t simd_shuffle(ks_u32 ks_mask, complex64_t z, ks_u16 lane) {
  complex64_t x_;
  float v0 = z.real;
  float v1 = ks_shuffle<32>(ks_mask, v0, lane);
  float v2 = z.imag;
  float v3 = ks_shuffle<32>(ks_mask, v2, lane);
  complex64_t_complex64_t((&x_), v1, v3);
  complex64_t v4 = x_;
  return v4;
}

static __device__ void complex64_t_complex64_t_2(complex64_t* this_1, float re) {
  (*this_1).real = re;
  (*this_1).imag = 0.0f;
}

static __device__ complex64_t simd_shuffle_and_fill_up(ks_u32 ks_mask, complex64_t z, complex64_t fill, ks_u16 delta) {
  complex64_t x_;
  float v0 = z.real;
  float v1 = fill.real;
  float v2 = ks_shuffle_and_fill_up<32>(ks_mask, v0, v1, delta);
  float v3 = z.imag;
  float v4 = fill.imag;
  float v5 = ks_shuffle_and_fill_up<32>(ks_mask, v3, v4, delta);
  complex64_t_complex64_t((&x_), v2, v5);
  complex64_t v6 = x_;
  return v6;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_prelude_shuffles_int64_bool_float32_float32_float32(
  ks_i64* __restrict__ wide,
  bool* __restrict__ flags,
  float* __restrict__ turned,
  float* __restrict__ imaginary,
  float* __restrict__ filled,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  complex64_t x_;
  complex64_t z;
  complex64_t x__1;
  ks_u32 v0 = 31u - thread_index_in_simdgroup;
  ks_u16 v1 = (ks_u16)v0;
  float v2 = ks_f32(thread_index_in_simdgroup);
  float v3 = ks_f32(thread_index_in_simdgroup);
  float v4 = ks_neg(v3);
  complex64_t_complex64_t((&x_), v2, v4);
  complex64_t v5 = x_;
  z = v5;
  ks_i64 v6 = (ks_i64)thread_index_in_simdgroup;
  ks_i64 v7 = (ks_i64)((ks_u64)v6 << 40);
  ks_i64 v8 = ks_shuffle<32>(ks_mask, v7, v1);
  wide[thread_index_in_simdgroup] = v8;
  ks_u32 v9 = (ks_u32)(thread_index_in_simdgroup % 2u);
  bool v10 = v9 == 0u;
  ks_u32 v11 = (ks_u32)v10;
  ks_u32 v12 = ks_shuffle<32>(ks_mask, v11, v1);
  bool v13 = v12 != 0;
  flags[thread_index_in_simdgroup] = v13;
  complex64_t v14 = z;
  complex64_t v15 = simd_shuffle(ks_mask, v14, v1);
  float v16 = v15.real;
  turned[thread_index_in_simdgroup] = v16;
  complex64_t v17 = z;
  complex64_t v18 = simd_shuffle(ks_mask, v17, v1);
  float v19 = v18.imag;
  imaginary[thread_index_in_simdgroup] = v19;
  complex64_t_complex64_t_2((&x__1), (-1.0f));
  complex64_t v20 = x__1;
  complex64_t v21 = z;
  complex64_t v22 = simd_shuffle_and_fill_up(ks_mask, v21, v20, (ks_u16)1);
  float v23 = v22.real;
  filled[thread_index_in_simdgroup] = v23;
}

}
