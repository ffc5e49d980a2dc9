namespace ks_user {

struct Any {
  float value;
};

struct Square {
  float side;
};

struct Tagged {
  float x;
};

static __device__ float declared(float x) {
  float v0 = x * 4.0f;
  return v0;
}

static __device__ float uses(float x) {
  float v0 = declared(x);
  float v1 = v0 + 1.0f;
  return v1;
}

static __device__ float Any_second(Any* this_1) {
  float v0 = (*this_1).value;
  return v0;
}

static __device__ float Any_first(Any* this_1) {
  float v0 = Any_second(this_1);
  float v1 = v0 * 2.0f;
  return v1;
}

static __device__ ks_i32 overloaded(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)100 + (ks_u32)x);
  return v0;
}

static __device__ ks_i32 earlier(float x) {
  ks_i32 v0 = ks_to_i32(ks_f32(x));
  ks_i32 v1 = overloaded(v0);
  return v1;
}

static __device__ ks_i32 kind_float_() {
  return 1;
}

static __device__ ks_i32 kind() {
  return 2;
}

static __device__ ks_i32 width_float_() {
  return 40;
}

static __device__ float measure(Square s) {
  float v0 = s.side;
  float v1 = v0 * 10.0f;
  return v1;
}

static __device__ float measured_Square_(Square x) {
  float v0 = measure(x);
  return v0;
}

static __device__ ks_i32 measure_2(ks_i32 c) {
  return c;
}

static __device__ float measured_Color_(ks_i32 x) {
  ks_i32 v0 = measure_2(x);
  float v1 = ks_f32(v0);
  return v1;
}

static __device__ float operator_(Tagged a, float b) {
  float v0 = a.x;
  float v1 = v0 * b;
  return v1;
}

static __device__ float norm(Tagged* t) {
  float v0 = (*t).x;
  float v1 = v0 + 8.0f;
  return v1;
}

static __device__ ks_i32 doubled_char_(ks_i8 x) {
  ks_i32 v0 = (ks_i32)x;
  ks_i32 v1 = (ks_i32)x;
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  return v2;
}

static __device__ ks_i32 recursive_declared(ks_i32 n) {
  ks_i32 v0 = (ks_i32)((ks_u32)n + (ks_u32)1);
  return v0;
}

static __device__ ks_i32 other(ks_i32 n) {
  ks_i32 v0 = recursive_declared(n);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 * (ks_u32)2);
  ks_i32 v2 = (ks_i32)((ks_u32)v1 + (ks_u32)1);
  return v2;
}

static __device__ ks_i32 hidden(ks_i32 x) {
  return 9;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_declaration_order_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  Any any;
  Square square;
  Tagged tagged;
  Tagged small;
  ks_i32 x_;
  float v0 = uses(3.0f);
  (*out) = v0;
  any = Any{3.0f};
  float v1 = Any_first((&any));
  out[1] = v1;
  ks_i32 v2 = earlier(3.5f);
  float v3 = ks_f32(v2);
  out[2] = v3;
  ks_i32 v4 = kind_float_();
  float v5 = ks_f32(v4);
  out[3] = v5;
  ks_i32 v6 = kind();
  float v7 = ks_f32(v6);
  out[4] = v7;
  ks_i32 v8 = width_float_();
  float v9 = ks_f32(v8);
  out[5] = v9;
  square = Square{3.0f};
  Square v10 = square;
  float v11 = measured_Square_(v10);
  out[6] = v11;
  float v12 = measured_Color_(7);
  out[7] = v12;
  tagged = Tagged{5.0f};
  Tagged v13 = tagged;
  float v14 = operator_(v13, 5.0f);
  out[8] = v14;
  small = Tagged{3.0f};
  float v15 = norm((&small));
  out[9] = v15;
  ks_i32 v16 = doubled_char_((ks_i8)2);
  bool v17 = v16 == 4;
  ks_i32 v18 = v17 ? 4 : 0;
  float v19 = ks_f32(v18);
  out[10] = v19;
  ks_i32 v20 = other(0);
  bool v21 = v20 == 3;
  if (v21) {
    ks_i32 v22 = hidden(0);
    x_ = v22;
  } else {
    x_ = 0;
  }
  ks_i32 v23 = x_;
  float v24 = ks_f32(v23);
  out[11] = v24;
}

}
