namespace ks_user {

struct Block_half_7_ {
  ks_array<ks_half, 7> data;
};

struct Sub_float_ {
};

struct Add_float_ {
};

struct Mul_float_ {
};

static __device__ float Add_float_operator_(Add_float_* this_1, float a, float b) {
  float v0 = a + b;
  return v0;
}

static __device__ float combine_float_Add_(float a, float b) {
  float a_1;
  float b_1;
  Add_float_ x_;
  a_1 = a;
  b_1 = b;
  x_ = Add_float_{};
  float v0 = a_1;
  float v1 = b_1;
  float v2 = Add_float_operator_((&x_), v0, v1);
  return v2;
}

static __device__ float Mul_float_operator_(Mul_float_* this_1, float a, float b) {
  float v0 = a * b;
  return v0;
}

static __device__ float combine_float_Mul_(float a, float b) {
  float a_1;
  float b_1;
  Mul_float_ x_;
  a_1 = a;
  b_1 = b;
  x_ = Mul_float_{};
  float v0 = a_1;
  float v1 = b_1;
  float v2 = Mul_float_operator_((&x_), v0, v1);
  return v2;
}

static __device__ ks_i32 alias_size_Four_() {
  return 4;
}

static __device__ ks_i32 size_of_Block_half_7_(Block_half_7_ x_) {
  return 7;
}

static __device__ float chain_Add_(float x) {
  float x_1;
  Add_float_ x_;
  x_1 = x;
  x_ = Add_float_{};
  float v0 = x_1;
  float v1 = x_1;
  float v2 = Add_float_operator_((&x_), v0, v1);
  x_1 = v2;
  float v3 = x_1;
  return v3;
}

static __device__ float Sub_float_operator_(Sub_float_* this_1, float a, float b) {
  float v0 = a - b;
  return v0;
}

static __device__ float combine_float_Sub_(float a, float b) {
  float a_1;
  float b_1;
  Sub_float_ x_;
  a_1 = a;
  b_1 = b;
  x_ = Sub_float_{};
  float v0 = a_1;
  float v1 = b_1;
  float v2 = Sub_float_operator_((&x_), v0, v1);
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_template_templates_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float v0 = combine_float_Add_(1.0f, 2.0f);
  (*out) = v0;
  float v1 = combine_float_Mul_(3.0f, 4.0f);
  out[1] = v1;
  ks_i32 v2 = alias_size_Four_();
  float v3 = ks_f32(v2);
  out[2] = v3;
  ks_i32 v4 = size_of_Block_half_7_(Block_half_7_{});
  float v5 = ks_f32(v4);
  out[3] = v5;
  float v6 = chain_Add_(1.0f);
  out[4] = v6;
  float v7 = combine_float_Sub_(8.0f, 3.0f);
  out[5] = v7;
}

}
