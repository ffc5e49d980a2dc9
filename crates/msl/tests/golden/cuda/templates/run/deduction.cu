namespace ks_user {

struct Two_float_short_ {
  float t;
  ks_i16 u;
};

static __device__ ks_i32 size_of_float_(float x) {
  return 4;
}

static __device__ ks_i32 size_of_half_(ks_half x) {
  return 2;
}

static __device__ float head_float_(float* p) {
  float v0 = (*p);
  return v0;
}

static __device__ float head_float_2(float* p) {
  float v0 = (*p);
  float v1 = v0 + 2.0f;
  return v1;
}

static __device__ float sum_float_3_(ks_vec3<float> v) {
  float s;
  ks_i32 i;
  s = 0.0f;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = i;
    float v3 = ks_component(v, (ks_u64)v2);
    float v4 = s;
    float v5 = v4 + v3;
    s = v5;
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
  float v8 = s;
  return v8;
}

static __device__ ks_i32 length_int_3_(ks_array<ks_i32, 3>* x) {
  return 3;
}

static __device__ void set_float_(float* x, float y) {
  (*x) = y;
}

static __device__ ks_i32 second_float_short_(Two_float_short_ x) {
  return 2;
}

static __device__ ks_i32 convert_default_int_int_(ks_i32 a) {
  ks_i32 a_1;
  a_1 = a;
  ks_i32 v0 = a_1;
  return v0;
}

static __device__ ks_i32 times_4_(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)4 * (ks_u32)x);
  return v0;
}

static __device__ ks_i32 to_int_float_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  ks_i32 v1 = ks_to_i32(ks_f32(v0));
  return v1;
}

static __device__ ks_i32 flag_true_3_() {
  return 3;
}

static __device__ ks_i32 flag_false_2_() {
  return 2;
}

static __device__ float same_float_(float a, float b) {
  float v0 = a + b;
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_template_deduction_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  ks_array<float, 2> x;
  ks_array<ks_i32, 3> l;
  float y;
  Two_float_short_ two;
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  ks_i32 v2 = size_of_float_(1.0f);
  float v3 = ks_f32(v2);
  out[v0] = v3;
  ks_i32 v4 = k;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
  k = v5;
  ks_i32 v6 = size_of_half_(ks_half{0x3c00});
  float v7 = ks_f32(v6);
  out[v4] = v7;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  float v10 = head_float_(a);
  out[v8] = v10;
  x = ks_array<float, 2>{{1.0f, 2.0f}};
  ks_i32 v11 = k;
  ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
  k = v12;
  float v13 = head_float_2((&x.at[0]));
  out[v11] = v13;
  ks_i32 v14 = k;
  ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
  k = v15;
  float v16 = sum_float_3_(ks_vec3<float>{1.0f, 2.0f, 3.0f});
  out[v14] = v16;
  ks_i32 v17 = k;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  k = v18;
  ks_i32 v19 = length_int_3_((&l));
  float v20 = ks_f32(v19);
  out[v17] = v20;
  y = 0.0f;
  set_float_((&y), 2.0f);
  ks_i32 v21 = k;
  ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
  k = v22;
  float v23 = y;
  out[v21] = v23;
  two = Two_float_short_{1.0f, (ks_i16)2};
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  Two_float_short_ v26 = two;
  ks_i32 v27 = second_float_short_(v26);
  ks_i32 v28 = (ks_i32)((ks_u32)v27 * (ks_u32)5);
  float v29 = ks_f32(v28);
  out[v24] = v29;
  ks_i32 v30 = k;
  ks_i32 v31 = (ks_i32)((ks_u32)v30 + (ks_u32)1);
  k = v31;
  ks_i32 v32 = convert_default_int_int_(9);
  float v33 = ks_f32(v32);
  out[v30] = v33;
  ks_i32 v34 = k;
  ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
  k = v35;
  ks_i32 v36 = times_4_(2);
  float v37 = ks_f32(v36);
  out[v34] = v37;
  ks_i32 v38 = k;
  ks_i32 v39 = (ks_i32)((ks_u32)v38 + (ks_u32)1);
  k = v39;
  ks_i32 v40 = to_int_float_(4.75f);
  float v41 = ks_f32(v40);
  out[v38] = v41;
  ks_i32 v42 = k;
  ks_i32 v43 = (ks_i32)((ks_u32)v42 + (ks_u32)1);
  k = v43;
  ks_i32 v44 = size_of_half_(ks_half{0x3c00});
  float v45 = ks_f32(v44);
  out[v42] = v45;
  ks_i32 v46 = k;
  ks_i32 v47 = (ks_i32)((ks_u32)v46 + (ks_u32)1);
  k = v47;
  ks_i32 v48 = flag_true_3_();
  ks_i32 v49 = flag_false_2_();
  ks_i32 v50 = (ks_i32)((ks_u32)v48 + (ks_u32)v49);
  float v51 = ks_f32(v50);
  out[v46] = v51;
  ks_i32 v52 = k;
  ks_i32 v53 = (ks_i32)((ks_u32)v52 + (ks_u32)1);
  k = v53;
  float v54 = same_float_(1.0f, (-0.5f));
  float v55 = v54 * 2.0f;
  out[v52] = v55;
}

}
