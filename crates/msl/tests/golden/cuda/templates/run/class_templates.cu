namespace ks_user {

struct Tile_float_3_ {
  ks_array<float, 3> data;
};

struct Tile_int_4_ {
  ks_array<ks_i32, 4> data;
};

struct Tile_int_2_ {
  ks_array<ks_i32, 2> data;
};

static __device__ float Tile_float_3_sum(Tile_float_3_* this_1) {
  float s;
  ks_i32 i;
  s = 0.0f;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = i;
    float v3 = s;
    float v4 = (*this_1).data.at[v2];
    float v5 = v3 + v4;
    s = v5;
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
  float v8 = s;
  return v8;
}

static __device__ ks_i32 Tile_float_3_scaled_int_(Tile_float_3_* this_1, ks_i32 by) {
  float v0 = (*this_1).data.at[0];
  ks_i32 v1 = ks_to_i32(ks_f32(v0));
  ks_i32 v2 = (ks_i32)((ks_u32)v1 * (ks_u32)by);
  return v2;
}

static __device__ ks_i32 Tile_int_2_sum(Tile_int_2_* this_1) {
  ks_i32 s;
  ks_i32 i;
  s = 0;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 2;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_i32 v3 = s;
    ks_i32 v4 = (*this_1).data.at[v2];
    ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
    s = v5;
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
  ks_i32 v8 = s;
  return v8;
}

static __device__ Tile_float_3_ Tile_float_3_copy(Tile_float_3_* this_1) {
  Tile_float_3_ v0 = (*this_1);
  return v0;
}

static __device__ ks_i32 sized_float_(float x_) {
  return 3;
}

static __device__ ks_i32 sized_half_(ks_half x_) {
  return 4;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_class_templates_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 k;
  Tile_float_3_ t;
  Tile_int_2_ p;
  Tile_float_3_ x_;
  k = 0;
  t = Tile_float_3_{{{1.0f, 2.0f, 3.0f}}};
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  out[v0] = 9.0f;
  ks_i32 v2 = k;
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)1);
  k = v3;
  float v4 = Tile_float_3_sum((&t));
  out[v2] = v4;
  ks_i32 v5 = k;
  ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
  k = v6;
  out[v5] = 1.0f;
  ks_i32 v7 = k;
  ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)1);
  k = v8;
  out[v7] = 2.0f;
  ks_i32 v9 = k;
  ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
  k = v10;
  out[v9] = 3.0f;
  ks_i32 v11 = k;
  ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
  k = v12;
  out[v11] = 16.0f;
  ks_i32 v13 = k;
  ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
  k = v14;
  ks_i32 v15 = Tile_float_3_scaled_int_((&t), 5);
  float v16 = ks_f32(v15);
  out[v13] = v16;
  ks_i32 v17 = k;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  k = v18;
  out[v17] = 1.0f;
  ks_i32 v19 = k;
  ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)1);
  k = v20;
  out[v19] = 0.0f;
  ks_i32 v21 = k;
  ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
  k = v22;
  out[v21] = 1.0f;
  p = Tile_int_2_{{{3, 4}}};
  ks_i32 v23 = k;
  ks_i32 v24 = (ks_i32)((ks_u32)v23 + (ks_u32)1);
  k = v24;
  ks_i32 v25 = Tile_int_2_sum((&p));
  float v26 = ks_f32(v25);
  out[v23] = v26;
  ks_i32 v27 = k;
  ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
  k = v28;
  Tile_float_3_ v29 = Tile_float_3_copy((&t));
  x_ = v29;
  float v30 = Tile_float_3_sum((&x_));
  float v31 = v30 * 2.0f;
  out[v27] = v31;
  ks_i32 v32 = k;
  ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)1);
  k = v33;
  out[v32] = 8.0f;
  ks_i32 v34 = k;
  ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
  k = v35;
  out[v34] = 120.0f;
  ks_i32 v36 = k;
  ks_i32 v37 = (ks_i32)((ks_u32)v36 + (ks_u32)1);
  k = v37;
  ks_i32 v38 = sized_float_(1.0f);
  float v39 = ks_f32(v38);
  out[v36] = v39;
  ks_i32 v40 = k;
  ks_i32 v41 = (ks_i32)((ks_u32)v40 + (ks_u32)1);
  k = v41;
  ks_i32 v42 = sized_half_(ks_half{0x3c00});
  float v43 = ks_f32(v42);
  out[v40] = v43;
}

}
