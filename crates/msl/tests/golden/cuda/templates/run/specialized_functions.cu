namespace ks_user {

struct Pair {
  float a;
  float b;
};

static __device__ ks_u8 greatest() {
  return (ks_u8)255;
}

static __device__ ks_u16 greatest_2() {
  return (ks_u16)65535;
}

static __device__ float product(float a, float b) {
  float v0 = a * b;
  return v0;
}

static __device__ ks_i32 product_2(float a, float b) {
  ks_i32 v0 = ks_to_i32(ks_f32(a));
  ks_i32 v1 = ks_to_i32(ks_f32(b));
  ks_i32 v2 = (ks_i32)((ks_u32)v0 * (ks_u32)v1);
  return v2;
}

static __device__ bool keeps(ks_i32 i, ks_i32 j) {
  bool v0 = i < j;
  return v0;
}

static __device__ bool keeps_2(ks_i32 i, ks_i32 j) {
  bool v0 = i > j;
  return v0;
}

static __device__ ks_u32 packed(ks_vec2<float> x) {
  float v0 = x.x;
  float v1 = x.y;
  float v2 = v0 + v1;
  ks_u32 v3 = ks_to_u32(ks_f32(v2));
  return v3;
}

static __device__ ks_i32 fits(float a) {
  return 5;
}

static __device__ Pair scaled(Pair x, float by) {
  float v0 = x.a;
  float v1 = v0 * by;
  float v2 = x.b;
  float v3 = v2 * by;
  Pair v4 = {v1, v3};
  return v4;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_specialized_functions_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u8 v0 = greatest();
  float v1 = ks_f32(v0);
  (*out) = v1;
  ks_u16 v2 = greatest_2();
  float v3 = ks_f32(v2);
  out[1] = v3;
  float v4 = product(1.75f, 2.0f);
  out[2] = v4;
  ks_i32 v5 = product_2(2.5f, 2.5f);
  float v6 = ks_f32(v5);
  out[3] = v6;
  bool v7 = keeps(1, 2);
  float v8 = ks_f32(v7);
  out[4] = v8;
  bool v9 = keeps_2(1, 2);
  float v10 = ks_f32(v9);
  out[5] = v10;
  ks_u32 v11 = packed(ks_vec2<float>{3.0f, 5.0f});
  float v12 = ks_f32(v11);
  out[6] = v12;
  ks_i32 v13 = fits(1.0f);
  float v14 = ks_f32(v13);
  out[7] = v14;
  Pair v15 = scaled(Pair{1.0f, 2.0f}, 3.0f);
  float v16 = v15.b;
  out[8] = v16;
}

}
