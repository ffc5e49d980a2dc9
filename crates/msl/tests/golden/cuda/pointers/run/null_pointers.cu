namespace ks_user {

struct View {
  float* data;
  ks_i32 count;
};

static __device__ ks_i32 read(float* p) {
  ks_i32 x_;
  bool v0 = p == ((float*)0);
  if (v0) {
    x_ = 0;
  } else {
    float v1 = (*p);
    ks_i32 v2 = ks_to_i32(ks_f32(v1));
    x_ = v2;
  }
  ks_i32 v3 = x_;
  return v3;
}

static __device__ ks_i32 is_set_device_const_float_(float* p) {
  bool v0 = p != ((float*)0);
  ks_i32 v1 = v0 ? 1 : 0;
  return v1;
}

static __device__ ks_i32 is_set_thread_int_(ks_i32* p) {
  bool v0 = p != ((ks_i32*)0);
  ks_i32 v1 = v0 ? 1 : 0;
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_null_pointers_float32_int32(
  const float* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  View view;
  float* none;
  ks_i32 i;
  ks_i32* local;
  ks_i32 seven;
  ks_i32 v0 = read(((float*)0));
  (*out) = v0;
  ks_i32 v1 = read((&x[3]));
  out[1] = v1;
  view.data = ((float*)0);
  view.count = 0;
  float* v2 = view.data;
  bool v3 = v2 == ((float*)0);
  ks_i32 v4 = (ks_i32)v3;
  out[2] = v4;
  view.data = x;
  float* v5 = view.data;
  bool v6 = ((float*)0) == v5;
  ks_i32 v7 = (ks_i32)v6;
  out[3] = v7;
  float* v8 = view.data;
  bool v9 = v8 != ((float*)0);
  bool v10 = !v9;
  bool v11 = !v10;
  ks_i32 v12 = (ks_i32)v11;
  out[4] = v12;
  none = ((float*)0);
  float* v13 = none;
  bool v14 = v13 == ((float*)0);
  ks_i32 v15 = (ks_i32)v14;
  out[5] = v15;
  float* v16 = none;
  ks_i32 v17 = is_set_device_const_float_(v16);
  out[6] = v17;
  i = 0;
  for (;;) {
    ks_i32 v18 = i;
    bool v19 = v18 < 8;
    if (!v19) break;
    ks_i32 v20 = i;
    float v21 = x[v20];
    bool v22 = v21 > 4.0f;
    if (v22) {
      float* v23 = none;
      bool v24 = v23 != ((float*)0);
      bool v25 = !v24;
      if (v25) {
        ks_i32 v26 = i;
        none = (&x[v26]);
      }
    }
    ks_i32 v27 = i;
    ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
    i = v28;
  }
  float* v29 = none;
  float v30 = (*v29);
  ks_i32 v31 = ks_to_i32(ks_f32(v30));
  out[7] = v31;
  float* v32 = none;
  ks_i32 v33 = is_set_device_const_float_(v32);
  out[8] = v33;
  local = ((ks_i32*)0);
  ks_i32* v34 = local;
  ks_i32 v35 = is_set_thread_int_(v34);
  out[9] = v35;
  seven = 7;
  ks_i32* v36 = local;
  bool v37 = v36 != (&seven);
  ks_i32 v38 = (ks_i32)v37;
  out[10] = v38;
  local = (&seven);
  ks_i32* v39 = local;
  ks_i32 v40 = (*v39);
  out[11] = v40;
}

}
