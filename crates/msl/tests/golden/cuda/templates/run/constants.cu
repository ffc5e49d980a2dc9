namespace ks_user {

struct Fib {
  ks_i32 a;
  ks_i32 b;
};

static __constant__ const ks_array<ks_i32, 5> table = {{1, 2, 3, 4, 5}};

static __constant__ const ks_array<float, 3> halves = {{0.5f, 1.0f, 1.5f}};

static __constant__ const ks_array<ks_i32, 4> squares = {{1, 4, 5, 9}};

static __device__ ks_i32 sum_table() {
  ks_i32 s;
  ks_i32 i;
  s = 0;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 5;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_i32 v3 = s;
    ks_i32 v4 = (*(ks_array<ks_i32, 5>*)&table).at[v2];
    ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
    s = v5;
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
  ks_i32 v8 = s;
  return v8;
}

static __device__ ks_i32 bits_half_() {
  return 16;
}

static __device__ void Fib_Fib(Fib* this_1, ks_i32 n) {
  ks_i32 i;
  (*this_1).a = 0;
  (*this_1).b = 1;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < n;
    if (!v1) break;
    ks_i32 v2 = (*this_1).a;
    ks_i32 v3 = (*this_1).b;
    ks_i32 v4 = (ks_i32)((ks_u32)v2 + (ks_u32)v3);
    ks_i32 v5 = (*this_1).b;
    (*this_1).a = v5;
    (*this_1).b = v4;
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
}

static __device__ ks_i32 fib(ks_i32 n) {
  ks_i32 n_1;
  Fib f;
  n_1 = n;
  ks_i32 v0 = n_1;
  Fib_Fib((&f), v0);
  ks_i32 v1 = f.a;
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_constant_expressions_half_4_true_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  ks_array<float, 120> buffer;
  ks_array<float, 8> other;
  ks_array<ks_i32, 6> third;
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  out[v0] = 120.0f;
  ks_i32 v2 = k;
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)1);
  k = v3;
  out[v2] = 8.0f;
  ks_i32 v4 = sum_table();
  ks_i32 v5 = (ks_i32)((ks_u32)v4 - (ks_u32)9);
  ks_i32 v6 = k;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
  k = v7;
  out[v6] = 6.0f;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  out[v8] = 5.0f;
  ks_i32 v10 = k;
  ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
  k = v11;
  out[v10] = 2.0f;
  ks_i32 v12 = k;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
  k = v13;
  out[v12] = 1.0f;
  ks_i32 v14 = k;
  ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
  k = v15;
  out[v14] = 10.0f;
  ks_i32 v16 = k;
  ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
  k = v17;
  ks_i32 v18 = bits_half_();
  float v19 = ks_f32(v18);
  out[v16] = v19;
  ks_i32 v20 = k;
  ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
  k = v21;
  ks_i32 v22 = fib(8);
  float v23 = ks_f32(v22);
  out[v20] = v23;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  out[v24] = 3.0f;
  ks_i32 v26 = k;
  ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
  k = v27;
  out[v26] = 1.0f;
  ks_i32 v28 = k;
  ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
  k = v29;
  out[v28] = 4.0f;
}

}
