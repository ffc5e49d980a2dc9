namespace ks_user {

struct Counter {
  ks_i32 n;
  ks_i32 step;
};

struct Fill {
  ks_array<float, 3> v;
};

struct Op {
  float k;
};

struct Inner {
  ks_i32 deep;
};

static __device__ void Counter_Counter(Counter* this_1) {
  (*this_1).n = 0;
  (*this_1).step = 1;
}

static __device__ Counter* Counter_next(Counter* this_1) {
  ks_i32 v0 = (*this_1).n;
  ks_i32 v1 = (*this_1).step;
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  (*this_1).n = v2;
  return this_1;
}

static __device__ ks_i32 Counter_get(Counter* this_1) {
  ks_i32 v0 = (*this_1).n;
  return v0;
}

static __device__ void Counter_Counter_2(Counter* this_1, ks_i32 start, ks_i32 by) {
  (*this_1).n = start;
  (*this_1).step = by;
}

static __device__ ks_i32 Counter_which(Counter* this_1) {
  return 1;
}

static __device__ ks_i32 Counter_which_2(Counter* this_1) {
  return 2;
}

static __device__ ks_i32 Counter_twice(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)2 * (ks_u32)x);
  return v0;
}

static __device__ ks_i32 Counter_twice_2(Counter* this_1, ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)2 * (ks_u32)x);
  return v0;
}

static __device__ ks_i32 Counter_through_this(Counter* this_1) {
  ks_i32 v0 = (*this_1).n;
  ks_i32 v1 = Counter_twice_2(this_1, 2);
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  return v2;
}

static __device__ float* Fill_operator_(Fill* this_1, ks_i32 i) {
  return (&(*this_1).v.at[i]);
}

static __device__ float Op_operator_(Op* this_1, float x) {
  float v0 = (*this_1).k;
  float v1 = v0 * x;
  return v1;
}

static __device__ float Fill_operator_2(Fill* this_1, ks_i32 i) {
  float v0 = (*this_1).v.at[i];
  float v1 = ks_neg(v0);
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_struct_methods_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 k;
  Counter a;
  Counter b;
  Counter x_;
  Counter c;
  Counter d;
  Inner inner;
  Fill f;
  Op op;
  Fill g;
  k = 0;
  Counter_Counter((&a));
  Counter* v0 = Counter_next((&a));
  Counter* v1 = Counter_next(v0);
  Counter* v2 = Counter_next(v1);
  ks_i32 v3 = k;
  ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
  k = v4;
  ks_i32 v5 = Counter_get((&a));
  float v6 = ks_f32(v5);
  out[v3] = v6;
  Counter_Counter_2((&b), 2, 2);
  ks_i32 v7 = k;
  ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)1);
  k = v8;
  Counter* v9 = Counter_next((&b));
  ks_i32 v10 = (*v9).n;
  float v11 = ks_f32(v10);
  out[v7] = v11;
  Counter_Counter_2((&x_), 10, 1);
  Counter v12 = x_;
  c = v12;
  ks_i32 v13 = k;
  ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
  k = v14;
  ks_i32 v15 = c.n;
  float v16 = ks_f32(v15);
  out[v13] = v16;
  Counter_Counter_2((&d), 1, 1);
  ks_i32 v17 = k;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  k = v18;
  ks_i32 v19 = Counter_which((&a));
  float v20 = ks_f32(v19);
  out[v17] = v20;
  ks_i32 v21 = k;
  ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
  k = v22;
  ks_i32 v23 = Counter_which_2((&d));
  float v24 = ks_f32(v23);
  out[v21] = v24;
  ks_i32 v25 = k;
  ks_i32 v26 = (ks_i32)((ks_u32)v25 + (ks_u32)1);
  k = v26;
  out[v25] = 8.0f;
  ks_i32 v27 = k;
  ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
  k = v28;
  out[v27] = 6.0f;
  inner.deep = 100;
  ks_i32 v29 = k;
  ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)1);
  k = v30;
  ks_i32 v31 = inner.deep;
  float v32 = ks_f32(v31);
  out[v29] = v32;
  ks_i32 v33 = k;
  ks_i32 v34 = (ks_i32)((ks_u32)v33 + (ks_u32)1);
  k = v34;
  out[v33] = 5.0f;
  ks_i32 v35 = k;
  ks_i32 v36 = (ks_i32)((ks_u32)v35 + (ks_u32)1);
  k = v36;
  ks_i32 v37 = Counter_twice(6);
  float v38 = ks_f32(v37);
  out[v35] = v38;
  ks_i32 v39 = k;
  ks_i32 v40 = (ks_i32)((ks_u32)v39 + (ks_u32)1);
  k = v40;
  ks_i32 v41 = Counter_through_this((&a));
  float v42 = ks_f32(v41);
  out[v39] = v42;
  f = Fill{{{1.0f, 2.0f, 3.0f}}};
  float* v43 = Fill_operator_((&f), 1);
  (*v43) = 9.0f;
  ks_i32 v44 = k;
  ks_i32 v45 = (ks_i32)((ks_u32)v44 + (ks_u32)1);
  k = v45;
  float v46 = f.v.at[1];
  out[v44] = v46;
  op = Op{1.5f};
  ks_i32 v47 = k;
  ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
  k = v48;
  float v49 = Op_operator_((&op), 2.0f);
  out[v47] = v49;
  g = Fill{{{1.0f, (-2.0f), 3.0f}}};
  ks_i32 v50 = k;
  ks_i32 v51 = (ks_i32)((ks_u32)v50 + (ks_u32)1);
  k = v51;
  float v52 = Fill_operator_2((&g), 1);
  out[v50] = v52;
}

}
