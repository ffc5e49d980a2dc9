namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_vectors_and_scalars_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  bool x_;
  k = 0;
  float v0 = (*a);
  float v1 = a[1];
  float v2 = a[2];
  float v3 = a[3];
  ks_vec4<float> v4 = {v0, v1, v2, v3};
  ks_i32 v5 = k;
  ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
  k = v6;
  ks_vec4<float> v7 = {v4.x + 2.0f, v4.y + 2.0f, v4.z + 2.0f, v4.w + 2.0f};
  float v8 = v7.x;
  out[v5] = v8;
  ks_i32 v9 = k;
  ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
  k = v10;
  ks_vec4<float> v11 = {2.0f * v4.x, 2.0f * v4.y, 2.0f * v4.z, 2.0f * v4.w};
  float v12 = v11.z;
  out[v9] = v12;
  ks_i32 v13 = k;
  ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
  k = v14;
  ks_vec4<float> v15 = {v4.x / 2.0f, v4.y / 2.0f, v4.z / 2.0f, v4.w / 2.0f};
  float v16 = v15.z;
  out[v13] = v16;
  ks_i32 v17 = k;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  k = v18;
  out[v17] = 4.0f;
  ks_i32 v19 = k;
  ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)1);
  k = v20;
  out[v19] = 2.0f;
  ks_vec4<ks_i32> v21 = {ks_to_i32(ks_f32(v4.x)), ks_to_i32(ks_f32(v4.y)), ks_to_i32(ks_f32(v4.z)), ks_to_i32(ks_f32(v4.w))};
  ks_i32 v22 = k;
  ks_i32 v23 = (ks_i32)((ks_u32)v22 + (ks_u32)1);
  k = v23;
  ks_vec4<ks_i32> v24 = {(ks_i32)(v21.x % 2), (ks_i32)(v21.y % 2), (ks_i32)(v21.z % 2), (ks_i32)(v21.w % 2)};
  ks_i32 v25 = v24.z;
  float v26 = ks_f32(v25);
  out[v22] = v26;
  ks_vec4<bool> v27 = {v4.x > 2.5f, v4.y > 2.5f, v4.z > 2.5f, v4.w > 2.5f};
  ks_i32 v28 = k;
  ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
  k = v29;
  bool v30 = v27.y;
  float v31 = ks_f32(v30);
  out[v28] = v31;
  ks_i32 v32 = k;
  ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)1);
  k = v33;
  bool v34 = v27.z;
  float v35 = ks_f32(v34);
  out[v32] = v35;
  ks_i32 v36 = k;
  ks_i32 v37 = (ks_i32)((ks_u32)v36 + (ks_u32)1);
  k = v37;
  bool v38 = v27.x || v27.y || v27.z || v27.w;
  x_ = v38;
  if (v38) {
    bool v39 = v27.x && v27.y && v27.z && v27.w;
    bool v40 = !v39;
    x_ = v40;
  }
  bool v41 = x_;
  float v42 = ks_f32(v41);
  out[v36] = v42;
  ks_i32 v43 = k;
  ks_i32 v44 = (ks_i32)((ks_u32)v43 + (ks_u32)1);
  k = v44;
  out[v43] = 7.0f;
  ks_i32 v45 = k;
  ks_i32 v46 = (ks_i32)((ks_u32)v45 + (ks_u32)1);
  k = v46;
  out[v45] = 8.0f;
  ks_i32 v47 = k;
  ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
  k = v48;
  ks_vec4<float> v49 = {v4.x - 9.0f, v4.y - 9.0f, v4.z - 9.0f, v4.w - 9.0f};
  ks_vec4<float> v50 = {ks_neg(v49.x), ks_neg(v49.y), ks_neg(v49.z), ks_neg(v49.w)};
  float v51 = v50.w;
  out[v47] = v51;
  ks_i32 v52 = k;
  ks_i32 v53 = (ks_i32)((ks_u32)v52 + (ks_u32)1);
  k = v53;
  ks_vec4<bool> v54 = {!v27.x, !v27.y, !v27.z, !v27.w};
  bool v55 = v54.x;
  float v56 = ks_f32(v55);
  out[v52] = v56;
  ks_i32 v57 = k;
  ks_i32 v58 = (ks_i32)((ks_u32)v57 + (ks_u32)1);
  k = v58;
  float v59 = ks_add(ks_add(ks_add(ks_mul(v4.x, v4.x), ks_mul(v4.y, v4.y)), ks_mul(v4.z, v4.z)), ks_mul(v4.w, v4.w));
  out[v57] = v59;
  ks_i32 v60 = k;
  ks_i32 v61 = (ks_i32)((ks_u32)v60 + (ks_u32)1);
  k = v61;
  out[v60] = 0.5f;
  ks_i32 v62 = k;
  ks_i32 v63 = (ks_i32)((ks_u32)v62 + (ks_u32)1);
  k = v63;
  out[v62] = 9.0f;
}

}
