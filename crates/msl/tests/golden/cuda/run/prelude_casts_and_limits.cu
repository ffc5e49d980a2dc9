namespace ks_user {

struct complex64_t {
  float real;
  float imag;
};

static __device__ ks_i32 cast_to_int_float_(float x) {
  ks_i32 v0 = ks_to_i32(ks_f32(x));
  return v0;
}

static __device__ ks_i32 cast_to_int_half_(ks_half x) {
  ks_i32 v0 = ks_to_i32(ks_f32(x));
  return v0;
}

static __device__ ks_i32 ceildiv_int_int_(ks_i32 n, ks_i32 m) {
  ks_i32 v0 = (ks_i32)((ks_u32)n + (ks_u32)m);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 - (ks_u32)1);
  ks_i32 v2 = ks_div(v1, m);
  return v2;
}

static __device__ ks_bfloat numeric_limits_bfloat_max() {
  return ks_bfloat{0x7f7f};
}

static __device__ ks_half numeric_limits_half_epsilon() {
  return ks_half{0x1400};
}

static __device__ ks_u16 numeric_limits_ushort_max() {
  return (ks_u16)65535;
}

static __device__ ks_i32 numeric_limits_int_lowest() {
  return (-2147483647 - 1);
}

static __device__ void complex64_t_complex64_t(complex64_t* this_1, float re) {
  (*this_1).real = re;
  (*this_1).imag = 0.0f;
}

static __device__ complex64_t cast_to_complex64_t_float_(float x) {
  complex64_t x_;
  complex64_t_complex64_t((&x_), x);
  complex64_t v0 = x_;
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_prelude_casts_and_limits_float32c_int32_int32_float32_int64_bool_complex64(
  const float* __restrict__ ks_buffer0,
  ks_i32* __restrict__ casts,
  ks_i32* __restrict__ blocks,
  float* __restrict__ floats,
  ks_i64* __restrict__ integers,
  bool* __restrict__ flags,
  complex64_t* __restrict__ z,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 i;
  float v0 = (*a);
  ks_i32 v1 = cast_to_int_float_(v0);
  (*casts) = v1;
  float v2 = a[1];
  ks_half v3 = ks_f16(v2);
  ks_i32 v4 = cast_to_int_half_(v3);
  casts[1] = v4;
  i = 0;
  for (;;) {
    ks_i32 v5 = i;
    bool v6 = v5 < 3;
    if (!v6) break;
    ks_i32 v7 = i;
    ks_i32 v8 = i;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 * (ks_u32)5);
    ks_i32 v10 = ceildiv_int_int_(v9, 4);
    blocks[v7] = v10;
    ks_i32 v11 = i;
    ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
    i = v12;
  }
  (*floats) = (-3.4028235e38f);
  floats[1] = (-65504.0f);
  floats[2] = __builtin_bit_cast(float, 0x7f800000u);
  floats[3] = __builtin_bit_cast(float, 0xff800000u);
  ks_bfloat v13 = numeric_limits_bfloat_max();
  float v14 = ks_f32(v13);
  floats[4] = v14;
  ks_half v15 = numeric_limits_half_epsilon();
  float v16 = ks_f32(v15);
  floats[5] = v16;
  (*integers) = 0ll;
  integers[1] = 255ll;
  integers[2] = (-32768ll);
  integers[3] = 4294967295ll;
  integers[4] = (-9223372036854775807ll - 1);
  integers[5] = 9223372036854775807ll;
  ks_u16 v17 = numeric_limits_ushort_max();
  ks_i64 v18 = (ks_i64)v17;
  integers[6] = v18;
  ks_i32 v19 = numeric_limits_int_lowest();
  ks_i64 v20 = (ks_i64)v19;
  integers[7] = v20;
  (*flags) = true;
  flags[1] = false;
  float v21 = (*a);
  complex64_t v22 = cast_to_complex64_t_float_(v21);
  (*z) = v22;
}

}
