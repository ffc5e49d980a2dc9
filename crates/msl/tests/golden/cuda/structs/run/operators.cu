namespace ks_user {

struct V {
  float x;
  float y;
};

struct Wrap {
  ks_i32 n;
};

static __device__ void V_V(V* this_1, float a, float b) {
  (*this_1).x = a;
  (*this_1).y = b;
}

static __device__ V V_operator_(V* this_1, V o) {
  V x_;
  float v0 = (*this_1).x;
  float v1 = o.x;
  float v2 = v0 + v1;
  float v3 = (*this_1).y;
  float v4 = o.y;
  float v5 = v3 + v4;
  V_V((&x_), v2, v5);
  V v6 = x_;
  return v6;
}

static __device__ V operator_(float s, V v) {
  V x_;
  float v0 = v.x;
  float v1 = s * v0;
  float v2 = v.y;
  float v3 = s * v2;
  V_V((&x_), v1, v3);
  V v4 = x_;
  return v4;
}

static __device__ V V_operator__1(V* this_1) {
  V x_;
  float v0 = (*this_1).x;
  float v1 = ks_neg(v0);
  float v2 = (*this_1).y;
  float v3 = ks_neg(v2);
  V_V((&x_), v1, v3);
  V v4 = x_;
  return v4;
}

static __device__ V operator_2(V v, float s) {
  V v0 = operator_(s, v);
  return v0;
}

static __device__ bool V_operator__2(V* this_1, V o) {
  float v0 = (*this_1).x;
  float v1 = o.x;
  bool v2 = v0 < v1;
  return v2;
}

static __device__ bool operator__1(V a, V b) {
  float v0 = a.x;
  float v1 = b.x;
  bool v2 = v0 == v1;
  float v3 = a.y;
  float v4 = b.y;
  bool v5 = v3 == v4;
  bool v6 = (bool)(v2 & v5);
  return v6;
}

static __device__ V* V_operator__3(V* this_1, V* o) {
  float v0 = (*this_1).x;
  float v1 = (*o).x;
  float v2 = v0 + v1;
  (*this_1).x = v2;
  float v3 = (*this_1).y;
  float v4 = (*o).y;
  float v5 = v3 + v4;
  (*this_1).y = v5;
  return this_1;
}

static __device__ float V_operator_T(V* this_1) {
  float v0 = (*this_1).x;
  float v1 = (*this_1).x;
  float v2 = v0 * v1;
  return v2;
}

static __device__ V V_operator__4(V* this_1, ks_i32 x_) {
  V old;
  V v0 = (*this_1);
  old = v0;
  float v1 = (*this_1).x;
  float v2 = v1 + 1.0f;
  (*this_1).x = v2;
  V v3 = old;
  return v3;
}

static __device__ V* V_operator_2(V* this_1) {
  float v0 = (*this_1).x;
  float v1 = v0 + 1.0f;
  (*this_1).x = v1;
  return this_1;
}

static __device__ void V_V_2(V* this_1, float both) {
  (*this_1).x = both;
  (*this_1).y = both;
}

static __device__ float sum(V v) {
  float v0 = v.x;
  float v1 = v.y;
  float v2 = v0 + v1;
  return v2;
}

static __device__ ks_i32 Wrap_operator_T(Wrap* this_1) {
  ks_i32 v0 = (*this_1).n;
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_struct_operators_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 k;
  V a;
  V b;
  V c;
  V x_;
  V x__1;
  V x__2;
  V x__3;
  Wrap w;
  V x__4;
  V x__5;
  V x__6;
  V x__7;
  k = 0;
  V_V((&a), 1.0f, 2.0f);
  V_V((&b), 3.0f, 4.0f);
  V v0 = b;
  V v1 = V_operator_((&a), v0);
  c = v1;
  ks_i32 v2 = k;
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)1);
  k = v3;
  float v4 = c.x;
  out[v2] = v4;
  ks_i32 v5 = k;
  ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
  k = v6;
  float v7 = c.y;
  out[v5] = v7;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  V_V((&x_), 1.5f, 0.0f);
  V v10 = x_;
  V v11 = operator_(2.0f, v10);
  float v12 = v11.x;
  out[v8] = v12;
  ks_i32 v13 = k;
  ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
  k = v14;
  V v15 = V_operator__1((&a));
  float v16 = v15.x;
  out[v13] = v16;
  ks_i32 v17 = k;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  k = v18;
  V v19 = b;
  V v20 = operator_2(v19, 2.0f);
  float v21 = v20.y;
  out[v17] = v21;
  ks_i32 v22 = k;
  ks_i32 v23 = (ks_i32)((ks_u32)v22 + (ks_u32)1);
  k = v23;
  V v24 = b;
  bool v25 = V_operator__2((&a), v24);
  float v26 = ks_f32(v25);
  out[v22] = v26;
  ks_i32 v27 = k;
  ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
  k = v28;
  V v29 = a;
  V v30 = b;
  bool v31 = operator__1(v29, v30);
  float v32 = ks_f32(v31);
  out[v27] = v32;
  V* v33 = V_operator__3((&a), (&c));
  ks_i32 v34 = k;
  ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
  k = v35;
  float v36 = a.x;
  out[v34] = v36;
  ks_i32 v37 = k;
  ks_i32 v38 = (ks_i32)((ks_u32)v37 + (ks_u32)1);
  k = v38;
  V_V((&x__1), 3.0f, 0.0f);
  V v39 = x__1;
  x__2 = v39;
  float v40 = V_operator_T((&x__2));
  out[v37] = v40;
  ks_i32 v41 = k;
  ks_i32 v42 = (ks_i32)((ks_u32)v41 + (ks_u32)1);
  k = v42;
  V v43 = V_operator__4((&a), 0);
  float v44 = v43.x;
  float v45 = v44 - 3.0f;
  out[v41] = v45;
  ks_i32 v46 = k;
  ks_i32 v47 = (ks_i32)((ks_u32)v46 + (ks_u32)1);
  k = v47;
  V* v48 = V_operator_2((&a));
  float v49 = (*v48).x;
  float v50 = v49 - 4.0f;
  out[v46] = v50;
  ks_i32 v51 = k;
  ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
  k = v52;
  V_V_2((&x__3), 2.0f);
  V v53 = x__3;
  float v54 = sum(v53);
  out[v51] = v54;
  w = Wrap{11};
  ks_i32 v55 = Wrap_operator_T((&w));
  ks_i32 v56 = k;
  ks_i32 v57 = (ks_i32)((ks_u32)v56 + (ks_u32)1);
  k = v57;
  ks_i32 v58 = (ks_i32)((ks_u32)v55 + (ks_u32)1);
  float v59 = ks_f32(v58);
  out[v56] = v59;
  ks_i32 v60 = k;
  ks_i32 v61 = (ks_i32)((ks_u32)v60 + (ks_u32)1);
  k = v61;
  V_V((&x__4), 1.0f, 1.0f);
  V v62 = x__4;
  x__5 = v62;
  V_V_2((&x__6), 1.0f);
  V v63 = x__6;
  V v64 = V_operator_((&x__5), v63);
  V_V_2((&x__7), 2.0f);
  V v65 = x__7;
  bool v66 = operator__1(v64, v65);
  float v67 = ks_f32(v66);
  out[v60] = v67;
}

}
