namespace ks_user {

struct Table {
};

static __device__ float square(float x) {
  float v0 = x * x;
  return v0;
}

static __device__ float map_square_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = square(v0);
  return v1;
}

static __device__ float twice(float x) {
  float v0 = 2.0f * x;
  return v0;
}

static __device__ float map_twice_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = twice(v0);
  return v1;
}

static __device__ float apply_square_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = square(v0);
  return v1;
}

static __device__ float apply_twice_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = twice(v0);
  return v1;
}

static __device__ float add(float x, float y) {
  float v0 = x + y;
  return v0;
}

static __device__ float with_alias_square_add_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = square(v0);
  float v2 = x_1;
  float v3 = add(v1, v2);
  return v3;
}

static __device__ float apply_twice_twice_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = twice(v0);
  float v2 = twice(v1);
  return v2;
}

static __device__ float defaulted_twice_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = twice(v0);
  return v1;
}

static __device__ void load4_float4_(float* p, ks_i16 i, ks_vec4<float>* reg) {
  ks_i32 k;
  k = 0;
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = k;
    ks_i32 v3 = k;
    ks_i32 v4 = (ks_i32)i;
    ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
    ks_i32 v6 = (ks_i32)(v5 % 4);
    float v7 = p[v6];
    ((float*)&(*reg))[v2] = v7;
    ks_i32 v8 = k;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
    k = v9;
  }
}

static __device__ ks_vec4<float> loaded_float4_load4_float4_(float* p) {
  float* p_1;
  ks_vec4<float> r;
  p_1 = p;
  float* v0 = p_1;
  load4_float4_(v0, (ks_i16)1, (&r));
  ks_vec4<float> v1 = r;
  return v1;
}

static __device__ void load4_half4_(float* p, ks_i16 i, ks_vec4<ks_half>* reg) {
  ks_i32 k;
  k = 0;
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = k;
    ks_i32 v3 = k;
    ks_i32 v4 = (ks_i32)i;
    ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
    ks_i32 v6 = (ks_i32)(v5 % 4);
    float v7 = p[v6];
    ks_half v8 = ks_f16(v7);
    ((ks_half*)&(*reg))[v2] = v8;
    ks_i32 v9 = k;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
    k = v10;
  }
}

static __device__ ks_vec4<ks_half> loaded_half4_load4_half4_(float* p) {
  float* p_1;
  ks_vec4<ks_half> r;
  p_1 = p;
  float* v0 = p_1;
  load4_half4_(v0, (ks_i16)1, (&r));
  ks_vec4<ks_half> v1 = r;
  return v1;
}

static __device__ float reduce_float_add_(float* x, ks_i32 n) {
  float r;
  ks_i32 i;
  float v0 = (*x);
  r = v0;
  i = 1;
  for (;;) {
    ks_i32 v1 = i;
    bool v2 = v1 < n;
    if (!v2) break;
    ks_i32 v3 = i;
    float v4 = r;
    float v5 = x[v3];
    float v6 = add(v4, v5);
    r = v6;
    ks_i32 v7 = i;
    ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)1);
    i = v8;
  }
  float v9 = r;
  return v9;
}

static __device__ float generic_square_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = square(v0);
  return v1;
}

static __device__ float lambda_float_(float x) {
  float v0 = x + 5.0f;
  return v0;
}

static __device__ float half_of(float x) {
  float v0 = x * 0.5f;
  return v0;
}

static __device__ ks_i32 product_int_int_(ks_i32 a, ks_i32 b) {
  ks_i32 v0 = (ks_i32)((ks_u32)a * (ks_u32)b);
  return v0;
}

static __device__ float product_int_float_(ks_i32 a, float b) {
  float v0 = ks_f32(a);
  float v1 = v0 * b;
  return v1;
}

static __device__ float Table_cube(float x) {
  float v0 = x * x;
  float v1 = v0 * x;
  return v1;
}

static __device__ float map_cube_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = Table_cube(v0);
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_function_values_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  float v2 = a[2];
  float v3 = map_square_(v2);
  out[v0] = v3;
  ks_i32 v4 = k;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
  k = v5;
  float v6 = a[1];
  float v7 = map_twice_(v6);
  out[v4] = v7;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  float v10 = a[3];
  float v11 = apply_square_(v10);
  out[v8] = v11;
  ks_i32 v12 = k;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
  k = v13;
  float v14 = a[2];
  float v15 = apply_twice_(v14);
  out[v12] = v15;
  ks_i32 v16 = k;
  ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
  k = v17;
  float v18 = a[2];
  float v19 = with_alias_square_add_(v18);
  out[v16] = v19;
  ks_i32 v20 = k;
  ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
  k = v21;
  float v22 = a[1];
  float v23 = apply_twice_twice_(v22);
  out[v20] = v23;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  float v26 = defaulted_twice_(2.0f);
  float v27 = v26 + 1.0f;
  out[v24] = v27;
  ks_i32 v28 = k;
  ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
  k = v29;
  float v30 = square(5.0f);
  out[v28] = v30;
  ks_vec4<float> v31 = loaded_float4_load4_float4_(a);
  ks_i32 v32 = k;
  ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)1);
  k = v33;
  float v34 = v31.y;
  out[v32] = v34;
  ks_i32 v35 = k;
  ks_i32 v36 = (ks_i32)((ks_u32)v35 + (ks_u32)1);
  k = v36;
  ks_vec4<ks_half> v37 = loaded_half4_load4_half4_(a);
  ks_half v38 = v37.z;
  float v39 = ks_f32(v38);
  out[v35] = v39;
  ks_i32 v40 = k;
  ks_i32 v41 = (ks_i32)((ks_u32)v40 + (ks_u32)1);
  k = v41;
  float v42 = reduce_float_add_(a, 4);
  out[v40] = v42;
  ks_i32 v43 = k;
  ks_i32 v44 = (ks_i32)((ks_u32)v43 + (ks_u32)1);
  k = v44;
  float v45 = generic_square_(9.0f);
  out[v43] = v45;
  ks_i32 v46 = k;
  ks_i32 v47 = (ks_i32)((ks_u32)v46 + (ks_u32)1);
  k = v47;
  float v48 = lambda_float_(2.0f);
  out[v46] = v48;
  ks_i32 v49 = k;
  ks_i32 v50 = (ks_i32)((ks_u32)v49 + (ks_u32)1);
  k = v50;
  float v51 = half_of(5.0f);
  out[v49] = v51;
  ks_i32 v52 = k;
  ks_i32 v53 = (ks_i32)((ks_u32)v52 + (ks_u32)1);
  k = v53;
  ks_i32 v54 = product_int_int_(2, 3);
  float v55 = product_int_float_(v54, 6.0f);
  out[v52] = v55;
  ks_i32 v56 = k;
  ks_i32 v57 = (ks_i32)((ks_u32)v56 + (ks_u32)1);
  k = v57;
  float v58 = map_cube_(2.0f);
  out[v56] = v58;
}

}
