namespace ks_user {

struct integer_sequence_ulong_0_1_2_3_ {
};

struct integer_sequence_int_0_1_2_3_4_ {
};

static __device__ float squares_constant_const_float_0_1_2_3_(float* x, integer_sequence_ulong_0_1_2_3_ x_) {
  float v0 = (*x);
  float v1 = (*x);
  float v2 = v0 * v1;
  float v3 = x[1ull];
  float v4 = x[1ull];
  float v5 = v3 * v4;
  float v6 = x[2ull];
  float v7 = x[2ull];
  float v8 = v6 * v7;
  float v9 = x[3ull];
  float v10 = x[3ull];
  float v11 = v9 * v10;
  float v12 = v8 + v11;
  float v13 = v5 + v12;
  float v14 = v2 + v13;
  return v14;
}

static __device__ ks_i32 total_int_0_1_2_3_4_(integer_sequence_int_0_1_2_3_4_ x_) {
  return 10;
}

static __device__ ks_u64 integer_sequence_ulong_0_1_2_3_size() {
  return 4ull;
}

static __device__ float product_float_float_float_(float first, float rest, float rest_1, float rest_2) {
  float first_1;
  float rest_3;
  float rest_4;
  float rest_5;
  first_1 = first;
  rest_3 = rest;
  rest_4 = rest_1;
  rest_5 = rest_2;
  float v0 = first_1;
  float v1 = rest_3;
  float v2 = v0 * v1;
  first_1 = v2;
  float v3 = first_1;
  float v4 = rest_4;
  float v5 = v3 * v4;
  first_1 = v5;
  float v6 = first_1;
  float v7 = rest_5;
  float v8 = v6 * v7;
  first_1 = v8;
  float v9 = first_1;
  return v9;
}

static __device__ void number_int_int_int_(ks_i32* all, ks_i32* all_1, ks_i32* all_2) {
  ks_i32 next;
  next = 1;
  ks_i32 v0 = next;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  next = v1;
  ks_i32 v2 = (*all);
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)v0);
  (*all) = v3;
  ks_i32 v4 = next;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
  next = v5;
  ks_i32 v6 = (*all_1);
  ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)v4);
  (*all_1) = v7;
  ks_i32 v8 = next;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  next = v9;
  ks_i32 v10 = (*all_2);
  ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)v8);
  (*all_2) = v11;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_sequences_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  ks_i32 a;
  ks_i32 b;
  ks_i32 c;
  float v0 = squares_constant_const_float_0_1_2_3_(x, integer_sequence_ulong_0_1_2_3_{});
  (*out) = v0;
  ks_i32 v1 = total_int_0_1_2_3_4_(integer_sequence_int_0_1_2_3_4_{});
  float v2 = ks_f32(v1);
  out[1] = v2;
  ks_u64 v3 = integer_sequence_ulong_0_1_2_3_size();
  float v4 = ks_f32(v3);
  out[2] = v4;
  float v5 = (*x);
  float v6 = x[1];
  float v7 = x[2];
  float v8 = x[3];
  float v9 = product_float_float_float_(v5, v6, v7, v8);
  out[3] = v9;
  a = 0;
  b = 0;
  c = 8;
  number_int_int_int_((&a), (&b), (&c));
  ks_i32 v10 = c;
  float v11 = ks_f32(v10);
  out[4] = v11;
  ks_i32 v12 = a;
  ks_i32 v13 = b;
  ks_i32 v14 = (ks_i32)((ks_u32)v12 + (ks_u32)v13);
  float v15 = ks_f32(v14);
  out[5] = v15;
}

}
