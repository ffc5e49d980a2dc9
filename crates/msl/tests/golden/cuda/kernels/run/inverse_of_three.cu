namespace ks_user {

static __device__ void invert(ks_array<ks_array<float, 3>, 3>* m, ks_array<ks_array<float, 3>, 3>* r) {
  float determinant;
  ks_i32 c;
  ks_i32 i;
  ks_i32 j;
  ks_i32 c_1;
  determinant = 0.0f;
  c = 0;
  for (;;) {
    ks_i32 v0 = c;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = c;
    ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)1);
    ks_i32 v4 = (ks_i32)(v3 % 3);
    ks_i32 v5 = c;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)2);
    ks_i32 v7 = (ks_i32)(v6 % 3);
    ks_i32 v8 = c;
    float v9 = (*m).at[0].at[v8];
    float v10 = (*m).at[1].at[v4];
    float v11 = (*m).at[2].at[v7];
    float v12 = v10 * v11;
    float v13 = (*m).at[1].at[v7];
    float v14 = (*m).at[2].at[v4];
    float v15 = v13 * v14;
    float v16 = v12 - v15;
    float v17 = v9 * v16;
    float v18 = determinant;
    float v19 = v18 + v17;
    determinant = v19;
    ks_i32 v20 = c;
    ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
    c = v21;
  }
  i = 0;
  for (;;) {
    ks_i32 v22 = i;
    bool v23 = v22 < 3;
    if (!v23) break;
    j = 0;
    for (;;) {
      ks_i32 v24 = j;
      bool v25 = v24 < 3;
      if (!v25) break;
      ks_i32 v26 = j;
      ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
      ks_i32 v28 = (ks_i32)(v27 % 3);
      ks_i32 v29 = j;
      ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)2);
      ks_i32 v31 = (ks_i32)(v30 % 3);
      ks_i32 v32 = i;
      ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)1);
      ks_i32 v34 = (ks_i32)(v33 % 3);
      c_1 = v34;
      ks_i32 v35 = i;
      ks_i32 v36 = (ks_i32)((ks_u32)v35 + (ks_u32)2);
      ks_i32 v37 = (ks_i32)(v36 % 3);
      ks_i32 v38 = i;
      ks_i32 v39 = j;
      ks_i32 v40 = c_1;
      float v41 = (*m).at[v28].at[v40];
      float v42 = (*m).at[v31].at[v37];
      float v43 = v41 * v42;
      float v44 = (*m).at[v28].at[v37];
      ks_i32 v45 = c_1;
      float v46 = (*m).at[v31].at[v45];
      float v47 = v44 * v46;
      float v48 = v43 - v47;
      float v49 = determinant;
      float v50 = v48 / v49;
      (*r).at[v38].at[v39] = v50;
      ks_i32 v51 = j;
      ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
      j = v52;
    }
    ks_i32 v53 = i;
    ks_i32 v54 = (ks_i32)((ks_u32)v53 + (ks_u32)1);
    i = v54;
  }
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_inverse_of_three_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_array<ks_array<float, 3>, 3> m;
  ks_array<ks_array<float, 3>, 3> r;
  ks_i32 k;
  ks_i32 k_1;
  k = 0;
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 9;
    if (!v1) break;
    ks_i32 v2 = k;
    ks_i32 v3 = (ks_i32)(v2 / 3);
    ks_i32 v4 = k;
    ks_i32 v5 = (ks_i32)(v4 % 3);
    ks_i32 v6 = k;
    float v7 = a[v6];
    m.at[v3].at[v5] = v7;
    ks_i32 v8 = k;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
    k = v9;
  }
  invert((&m), (&r));
  k_1 = 0;
  for (;;) {
    ks_i32 v10 = k_1;
    bool v11 = v10 < 9;
    if (!v11) break;
    ks_i32 v12 = k_1;
    ks_i32 v13 = k_1;
    ks_i32 v14 = (ks_i32)(v13 / 3);
    ks_i32 v15 = k_1;
    ks_i32 v16 = (ks_i32)(v15 % 3);
    float v17 = r.at[v14].at[v16];
    out[v12] = v17;
    ks_i32 v18 = k_1;
    ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
    k_1 = v19;
  }
}

}
