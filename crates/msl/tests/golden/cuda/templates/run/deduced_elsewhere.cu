namespace ks_user {

struct Moment_float_ {
  float mean;
  float weight;
};

struct Folded_Moment_float_ {
};

static __constant__ const ks_u32 constant = 1u;

static __constant__ const ks_i32 constant_2 = 8;

static __constant__ const ks_i32 constant_3 = 8;

static __device__ float Fragment_float_combined_float_half_(ks_vec2<float>* a, ks_vec2<ks_half>* b) {
  float v0 = (*a).x;
  ks_half v1 = (*b).y;
  float v2 = ks_f32(v1);
  float v3 = v0 + v2;
  return v3;
}

static __device__ ks_i32 counted_uint_(ks_u32* from, ks_u32 to) {
  ks_i32 total;
  ks_u32 i;
  total = 0;
  ks_u32 v0 = (*from);
  i = v0;
  for (;;) {
    ks_u32 v1 = i;
    bool v2 = v1 < to;
    if (!v2) break;
    ks_i32 v3 = total;
    ks_u32 v4 = i;
    ks_u32 v5 = (ks_u32)v3;
    ks_u32 v6 = v5 + v4;
    ks_i32 v7 = (ks_i32)v6;
    total = v7;
    ks_u32 v8 = i;
    ks_u32 v9 = v8 + 1u;
    i = v9;
  }
  ks_i32 v10 = total;
  return v10;
}

static __device__ Moment_float_ lane_sum_float_(Moment_float_ m, ks_u16 by) {
  Moment_float_ m_1;
  m_1 = m;
  float v0 = m_1.mean;
  float v1 = ks_f32(by);
  float v2 = v0 + v1;
  float v3 = m_1.weight;
  Moment_float_ v4 = {v2, v3};
  return v4;
}

static __device__ Moment_float_ joined_float_(Moment_float_ a, Moment_float_ b) {
  float v0 = a.mean;
  float v1 = b.mean;
  float v2 = v0 + v1;
  float v3 = a.weight;
  float v4 = b.weight;
  float v5 = v3 + v4;
  Moment_float_ v6 = {v2, v5};
  return v6;
}

static __device__ Moment_float_ Folded_Moment_float_operator_(Folded_Moment_float_* this_1, Moment_float_ v) {
  Moment_float_ v0 = lane_sum_float_(v, (ks_u16)1);
  Moment_float_ v1 = joined_float_(v, v0);
  return v1;
}

static __device__ float square(float x) {
  float v0 = x * x;
  return v0;
}

static __device__ float applied_square_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = square(v0);
  float v2 = v1 + 1.0f;
  return v2;
}

static __device__ float again_applied_square_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = applied_square_(v0);
  float v2 = applied_square_(v1);
  return v2;
}

static __device__ ks_i32 read_constant(ks_i32* n) {
  ks_i32 v0 = (*n);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_deduced_elsewhere_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  ks_vec2<float> a;
  ks_vec2<ks_half> b;
  Moment_float_ m;
  Folded_Moment_float_ x_;
  ks_array<float*, 2> rows;
  a = ks_vec2<float>{1.0f, 0.0f};
  b = ks_vec2<ks_half>{ks_half{0x0}, ks_half{0x4000}};
  float v0 = Fragment_float_combined_float_half_((&a), (&b));
  (*out) = v0;
  ks_i32 v1 = counted_uint_((&(*(ks_u32*)&constant)), 4u);
  float v2 = ks_f32(v1);
  out[1] = v2;
  m = Moment_float_{5.5f, 1.0f};
  x_ = Folded_Moment_float_{};
  Moment_float_ v3 = m;
  Moment_float_ v4 = Folded_Moment_float_operator_((&x_), v3);
  float v5 = v4.mean;
  out[2] = v5;
  float v6 = again_applied_square_(1.0f);
  out[3] = v6;
  ks_i32 v7 = read_constant((&(*(ks_i32*)&constant_2)));
  float v8 = ks_f32(v7);
  out[4] = v8;
  float v9 = x[3];
  float v10 = v9 + 1.0f;
  ks_array<float*, 2> v11 = {{x, (&x[1])}};
  rows = v11;
  float* v12 = rows.at[1];
  float v13 = v12[2];
  float v14 = v13 + v10;
  float* v15 = rows.at[0];
  float v16 = (*v15);
  float v17 = v14 + v16;
  out[5] = v17;
  out[6] = 9.0f;
}

}
