namespace ks_user {

static __device__ ks_vec2<float> twiddle(ks_i32 k, ks_i32 n) {
  float v0 = ks_f32(k);
  float v1 = (-2.0f) * v0;
  float v2 = v1 * 3.1415927f;
  float v3 = ks_f32(n);
  float v4 = v2 / v3;
  float v5 = ks_math_cos(v4);
  float v6 = ks_math_sin(v4);
  ks_vec2<float> v7 = {v5, v6};
  return v7;
}

static __device__ ks_vec2<float> times(ks_vec2<float> a, ks_vec2<float> b) {
  float v0 = a.x;
  float v1 = b.x;
  float v2 = v0 * v1;
  float v3 = a.y;
  float v4 = b.y;
  float v5 = v3 * v4;
  float v6 = v2 - v5;
  float v7 = a.x;
  float v8 = b.y;
  float v9 = v7 * v8;
  float v10 = a.y;
  float v11 = b.x;
  float v12 = v10 * v11;
  float v13 = v9 + v12;
  ks_vec2<float> v14 = {v6, v13};
  return v14;
}

static __device__ void butterfly4(ks_vec2<float>* x, ks_vec2<float>* y) {
  ks_vec2<float> v0 = (*x);
  ks_vec2<float> v1 = x[2];
  ks_vec2<float> v2 = {v0.x + v1.x, v0.y + v1.y};
  ks_vec2<float> v3 = (*x);
  ks_vec2<float> v4 = x[2];
  ks_vec2<float> v5 = {v3.x - v4.x, v3.y - v4.y};
  ks_vec2<float> v6 = x[1];
  ks_vec2<float> v7 = x[3];
  ks_vec2<float> v8 = {v6.x + v7.x, v6.y + v7.y};
  ks_vec2<float> v9 = x[1];
  ks_vec2<float> v10 = x[3];
  ks_vec2<float> v11 = {v9.x - v10.x, v9.y - v10.y};
  float v12 = v11.y;
  float v13 = v11.x;
  float v14 = ks_neg(v13);
  ks_vec2<float> v15 = {v12, v14};
  ks_vec2<float> v16 = {v2.x + v8.x, v2.y + v8.y};
  (*y) = v16;
  ks_vec2<float> v17 = {v5.x + v15.x, v5.y + v15.y};
  y[1] = v17;
  ks_vec2<float> v18 = {v2.x - v8.x, v2.y - v8.y};
  y[2] = v18;
  ks_vec2<float> v19 = {v5.x - v15.x, v5.y - v15.y};
  y[3] = v19;
}

static __device__ void step_4_butterfly4_(ks_i32 i, ks_i32 p, ks_i32 m, ks_vec2<float>* buffer) {
  ks_array<ks_vec2<float>, 4> in;
  ks_array<ks_vec2<float>, 4> result;
  ks_i32 r;
  ks_i32 r_1;
  ks_i32 v0 = (ks_i32)((ks_u32)p - (ks_u32)1);
  ks_i32 v1 = (ks_i32)(i & v0);
  ks_i32 v2 = (ks_i32)((ks_u32)i - (ks_u32)v1);
  ks_i32 v3 = (ks_i32)((ks_u32)v2 * (ks_u32)4);
  ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)v1);
  r = 0;
  for (;;) {
    ks_i32 v5 = r;
    bool v6 = v5 < 4;
    if (!v6) break;
    ks_i32 v7 = r;
    ks_i32 v8 = r;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 * (ks_u32)m);
    ks_i32 v10 = (ks_i32)((ks_u32)i + (ks_u32)v9);
    ks_i32 v11 = r;
    ks_i32 v12 = (ks_i32)((ks_u32)v11 * (ks_u32)v1);
    ks_i32 v13 = (ks_i32)((ks_u32)4 * (ks_u32)p);
    ks_vec2<float> v14 = twiddle(v12, v13);
    ks_vec2<float> v15 = buffer[v10];
    ks_vec2<float> v16 = times(v15, v14);
    in.at[v7] = v16;
    ks_i32 v17 = r;
    ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
    r = v18;
  }
  butterfly4((&in.at[0]), (&result.at[0]));
  __syncthreads();
  r_1 = 0;
  for (;;) {
    ks_i32 v19 = r_1;
    bool v20 = v19 < 4;
    if (!v20) break;
    ks_i32 v21 = r_1;
    ks_i32 v22 = (ks_i32)((ks_u32)v21 * (ks_u32)p);
    ks_i32 v23 = (ks_i32)((ks_u32)v4 + (ks_u32)v22);
    ks_i32 v24 = r_1;
    ks_vec2<float> v25 = result.at[v24];
    buffer[v23] = v25;
    ks_i32 v26 = r_1;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
    r_1 = v27;
  }
  __syncthreads();
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_fourier_radix_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<ks_vec2<float>, 64>& buffer = *(ks_array<ks_vec2<float>, 64>*)(ks_memory + 0);
  ks_i32 r;
  ks_i32 p;
  ks_i32 r_1;
  ks_u32 v0 = thread_position_in_grid.x;
  r = 0;
  for (;;) {
    ks_i32 v1 = r;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_i32 v3 = r;
    ks_i32 v4 = (ks_i32)((ks_u32)16 * (ks_u32)v3);
    ks_u32 v5 = (ks_u32)v4;
    ks_u32 v6 = v0 + v5;
    ks_i32 v7 = (ks_i32)v6;
    float v8 = ks_f32(v7);
    float v9 = 18.849556f * v8;
    float v10 = v9 / 64.0f;
    float v11 = ks_math_cos(v10);
    ks_vec2<float> v12 = {v11, 0.0f};
    buffer.at[v7] = v12;
    ks_i32 v13 = r;
    ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
    r = v14;
  }
  __syncthreads();
  p = 1;
  for (;;) {
    ks_i32 v15 = p;
    bool v16 = v15 < 64;
    if (!v16) break;
    ks_i32 v17 = (ks_i32)v0;
    ks_i32 v18 = p;
    step_4_butterfly4_(v17, v18, 16, (&buffer.at[0]));
    ks_i32 v19 = p;
    ks_i32 v20 = (ks_i32)((ks_u32)v19 * (ks_u32)4);
    p = v20;
  }
  r_1 = 0;
  for (;;) {
    ks_i32 v21 = r_1;
    bool v22 = v21 < 4;
    if (!v22) break;
    ks_i32 v23 = r_1;
    ks_i32 v24 = (ks_i32)((ks_u32)16 * (ks_u32)v23);
    ks_u32 v25 = (ks_u32)v24;
    ks_u32 v26 = v0 + v25;
    ks_i32 v27 = (ks_i32)v26;
    ks_i32 v28 = (ks_i32)((ks_u32)2 * (ks_u32)v27);
    float v29 = buffer.at[v27].x;
    out[v28] = v29;
    ks_i32 v30 = (ks_i32)((ks_u32)2 * (ks_u32)v27);
    ks_i32 v31 = (ks_i32)((ks_u32)v30 + (ks_u32)1);
    float v32 = buffer.at[v27].y;
    out[v31] = v32;
    ks_i32 v33 = r_1;
    ks_i32 v34 = (ks_i32)((ks_u32)v33 + (ks_u32)1);
    r_1 = v34;
  }
}

}
