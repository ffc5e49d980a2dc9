namespace ks_user {

struct block {
  ks_half d;
  ks_array<ks_u8, 8> qs;
};

struct metal_half4x4 {
  ks_array<ks_vec4<ks_half>, 4> columns;
};

struct metal_float4x4 {
  ks_array<ks_vec4<float>, 4> columns;
};

static __device__ void dequantize_half4x4_(block* b, ks_i16 il, metal_half4x4* reg) {
  metal_float4x4 full;
  ks_i32 i;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 8;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_i32 v3 = (ks_i32)(v2 / 4);
    ks_i32 v4 = i;
    ks_i32 v5 = (ks_i32)(v4 % 4);
    ks_half v6 = (*b).d;
    float v7 = ks_f32(v6);
    ks_i32 v8 = i;
    ks_u8 v9 = (*b).qs.at[v8];
    ks_i32 v10 = (ks_i32)v9;
    ks_i32 v11 = (ks_i32)(v10 & 15);
    ks_i32 v12 = (ks_i32)((ks_u32)v11 - (ks_u32)8);
    float v13 = ks_f32(v12);
    float v14 = v7 * v13;
    ((float*)&full.columns.at[v3])[v5] = v14;
    ks_i32 v15 = i;
    ks_i32 v16 = (ks_i32)(v15 / 4);
    ks_i32 v17 = (ks_i32)((ks_u32)2 + (ks_u32)v16);
    ks_i32 v18 = i;
    ks_i32 v19 = (ks_i32)(v18 % 4);
    ks_half v20 = (*b).d;
    float v21 = ks_f32(v20);
    ks_i32 v22 = i;
    ks_u8 v23 = (*b).qs.at[v22];
    ks_i32 v24 = (ks_i32)v23;
    ks_i32 v25 = (ks_i32)(v24 >> 4);
    ks_i32 v26 = (ks_i32)((ks_u32)v25 - (ks_u32)8);
    float v27 = ks_f32(v26);
    float v28 = v21 * v27;
    ((float*)&full.columns.at[v17])[v19] = v28;
    ks_i32 v29 = i;
    ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)1);
    i = v30;
  }
  metal_float4x4 v31 = full;
  ks_array<ks_vec4<float>, 4> v32 = v31.columns;
  ks_vec4<float> v33 = v32.at[0];
  ks_vec4<ks_half> v34 = {ks_f16(v33.x), ks_f16(v33.y), ks_f16(v33.z), ks_f16(v33.w)};
  ks_array<ks_vec4<float>, 4> v35 = v31.columns;
  ks_vec4<float> v36 = v35.at[1];
  ks_vec4<ks_half> v37 = {ks_f16(v36.x), ks_f16(v36.y), ks_f16(v36.z), ks_f16(v36.w)};
  ks_array<ks_vec4<float>, 4> v38 = v31.columns;
  ks_vec4<float> v39 = v38.at[2];
  ks_vec4<ks_half> v40 = {ks_f16(v39.x), ks_f16(v39.y), ks_f16(v39.z), ks_f16(v39.w)};
  ks_array<ks_vec4<float>, 4> v41 = v31.columns;
  ks_vec4<float> v42 = v41.at[3];
  ks_vec4<ks_half> v43 = {ks_f16(v42.x), ks_f16(v42.y), ks_f16(v42.z), ks_f16(v42.w)};
  ks_array<ks_vec4<ks_half>, 4> v44 = {{v34, v37, v40, v43}};
  metal_half4x4 v45 = {v44};
  (*reg) = v45;
  ks_i32 v46 = (ks_i32)il;
  bool v47 = v46 != 0;
  if (v47) {
    metal_half4x4 v48 = (*reg);
    ks_half v49 = ks_f16(il);
    ks_vec4<ks_half> v50 = {v49, v49, v49, v49};
    ks_array<ks_vec4<ks_half>, 4> v51 = v48.columns;
    ks_vec4<ks_half> v52 = v51.at[0];
    ks_vec4<ks_half> v53 = {ks_mul(v52.x, v50.x), ks_mul(v52.y, v50.y), ks_mul(v52.z, v50.z), ks_mul(v52.w, v50.w)};
    ks_array<ks_vec4<ks_half>, 4> v54 = v48.columns;
    ks_vec4<ks_half> v55 = v54.at[1];
    ks_vec4<ks_half> v56 = {ks_mul(v55.x, v50.x), ks_mul(v55.y, v50.y), ks_mul(v55.z, v50.z), ks_mul(v55.w, v50.w)};
    ks_array<ks_vec4<ks_half>, 4> v57 = v48.columns;
    ks_vec4<ks_half> v58 = v57.at[2];
    ks_vec4<ks_half> v59 = {ks_mul(v58.x, v50.x), ks_mul(v58.y, v50.y), ks_mul(v58.z, v50.z), ks_mul(v58.w, v50.w)};
    ks_array<ks_vec4<ks_half>, 4> v60 = v48.columns;
    ks_vec4<ks_half> v61 = v60.at[3];
    ks_vec4<ks_half> v62 = {ks_mul(v61.x, v50.x), ks_mul(v61.y, v50.y), ks_mul(v61.z, v50.z), ks_mul(v61.w, v50.w)};
    ks_array<ks_vec4<ks_half>, 4> v63 = {{v53, v56, v59, v62}};
    metal_half4x4 v64 = {v63};
    (*reg) = v64;
  }
}

static __device__ void dequantize_float4x4_(block* b, ks_i16 il, metal_float4x4* reg) {
  metal_float4x4 full;
  ks_i32 i;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 8;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_i32 v3 = (ks_i32)(v2 / 4);
    ks_i32 v4 = i;
    ks_i32 v5 = (ks_i32)(v4 % 4);
    ks_half v6 = (*b).d;
    float v7 = ks_f32(v6);
    ks_i32 v8 = i;
    ks_u8 v9 = (*b).qs.at[v8];
    ks_i32 v10 = (ks_i32)v9;
    ks_i32 v11 = (ks_i32)(v10 & 15);
    ks_i32 v12 = (ks_i32)((ks_u32)v11 - (ks_u32)8);
    float v13 = ks_f32(v12);
    float v14 = v7 * v13;
    ((float*)&full.columns.at[v3])[v5] = v14;
    ks_i32 v15 = i;
    ks_i32 v16 = (ks_i32)(v15 / 4);
    ks_i32 v17 = (ks_i32)((ks_u32)2 + (ks_u32)v16);
    ks_i32 v18 = i;
    ks_i32 v19 = (ks_i32)(v18 % 4);
    ks_half v20 = (*b).d;
    float v21 = ks_f32(v20);
    ks_i32 v22 = i;
    ks_u8 v23 = (*b).qs.at[v22];
    ks_i32 v24 = (ks_i32)v23;
    ks_i32 v25 = (ks_i32)(v24 >> 4);
    ks_i32 v26 = (ks_i32)((ks_u32)v25 - (ks_u32)8);
    float v27 = ks_f32(v26);
    float v28 = v21 * v27;
    ((float*)&full.columns.at[v17])[v19] = v28;
    ks_i32 v29 = i;
    ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)1);
    i = v30;
  }
  metal_float4x4 v31 = full;
  ks_array<ks_vec4<float>, 4> v32 = v31.columns;
  ks_vec4<float> v33 = v32.at[0];
  ks_array<ks_vec4<float>, 4> v34 = v31.columns;
  ks_vec4<float> v35 = v34.at[1];
  ks_array<ks_vec4<float>, 4> v36 = v31.columns;
  ks_vec4<float> v37 = v36.at[2];
  ks_array<ks_vec4<float>, 4> v38 = v31.columns;
  ks_vec4<float> v39 = v38.at[3];
  ks_array<ks_vec4<float>, 4> v40 = {{v33, v35, v37, v39}};
  metal_float4x4 v41 = {v40};
  (*reg) = v41;
  ks_i32 v42 = (ks_i32)il;
  bool v43 = v42 != 0;
  if (v43) {
    metal_float4x4 v44 = (*reg);
    float v45 = ks_f32(il);
    ks_vec4<float> v46 = {v45, v45, v45, v45};
    ks_array<ks_vec4<float>, 4> v47 = v44.columns;
    ks_vec4<float> v48 = v47.at[0];
    ks_vec4<float> v49 = {v48.x * v46.x, v48.y * v46.y, v48.z * v46.z, v48.w * v46.w};
    ks_array<ks_vec4<float>, 4> v50 = v44.columns;
    ks_vec4<float> v51 = v50.at[1];
    ks_vec4<float> v52 = {v51.x * v46.x, v51.y * v46.y, v51.z * v46.z, v51.w * v46.w};
    ks_array<ks_vec4<float>, 4> v53 = v44.columns;
    ks_vec4<float> v54 = v53.at[2];
    ks_vec4<float> v55 = {v54.x * v46.x, v54.y * v46.y, v54.z * v46.z, v54.w * v46.w};
    ks_array<ks_vec4<float>, 4> v56 = v44.columns;
    ks_vec4<float> v57 = v56.at[3];
    ks_vec4<float> v58 = {v57.x * v46.x, v57.y * v46.y, v57.z * v46.z, v57.w * v46.w};
    ks_array<ks_vec4<float>, 4> v59 = {{v49, v52, v55, v58}};
    metal_float4x4 v60 = {v59};
    (*reg) = v60;
  }
}

static __device__ metal_half4x4 twice_half4x4_(metal_half4x4 m) {
  ks_array<ks_vec4<ks_half>, 4> v0 = m.columns;
  ks_vec4<ks_half> v1 = v0.at[0];
  ks_array<ks_vec4<ks_half>, 4> v2 = m.columns;
  ks_vec4<ks_half> v3 = v2.at[0];
  ks_vec4<ks_half> v4 = {ks_add(v1.x, v3.x), ks_add(v1.y, v3.y), ks_add(v1.z, v3.z), ks_add(v1.w, v3.w)};
  ks_array<ks_vec4<ks_half>, 4> v5 = m.columns;
  ks_vec4<ks_half> v6 = v5.at[1];
  ks_array<ks_vec4<ks_half>, 4> v7 = m.columns;
  ks_vec4<ks_half> v8 = v7.at[1];
  ks_vec4<ks_half> v9 = {ks_add(v6.x, v8.x), ks_add(v6.y, v8.y), ks_add(v6.z, v8.z), ks_add(v6.w, v8.w)};
  ks_array<ks_vec4<ks_half>, 4> v10 = m.columns;
  ks_vec4<ks_half> v11 = v10.at[2];
  ks_array<ks_vec4<ks_half>, 4> v12 = m.columns;
  ks_vec4<ks_half> v13 = v12.at[2];
  ks_vec4<ks_half> v14 = {ks_add(v11.x, v13.x), ks_add(v11.y, v13.y), ks_add(v11.z, v13.z), ks_add(v11.w, v13.w)};
  ks_array<ks_vec4<ks_half>, 4> v15 = m.columns;
  ks_vec4<ks_half> v16 = v15.at[3];
  ks_array<ks_vec4<ks_half>, 4> v17 = m.columns;
  ks_vec4<ks_half> v18 = v17.at[3];
  ks_vec4<ks_half> v19 = {ks_add(v16.x, v18.x), ks_add(v16.y, v18.y), ks_add(v16.z, v18.z), ks_add(v16.w, v18.w)};
  ks_array<ks_vec4<ks_half>, 4> v20 = {{v4, v9, v14, v19}};
  metal_half4x4 v21 = {v20};
  return v21;
}

static __device__ ks_half first_half_4_4_(metal_half4x4 m) {
  ks_array<ks_vec4<ks_half>, 4> v0 = m.columns;
  ks_vec4<ks_half> v1 = v0.at[0];
  ks_half v2 = v1.x;
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_matrix_references_uint8_float32(
  const ks_u8* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u8* const q = (ks_u8*)ks_buffer0;
  ks_array<metal_half4x4, 1>& shared = *(ks_array<metal_half4x4, 1>*)(ks_memory + 0);
  block b;
  ks_i32 i;
  metal_half4x4 low;
  metal_float4x4 high;
  ks_i32 i_1;
  b.d = ks_half{0x3800};
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 8;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_i32 v3 = i;
    ks_u8 v4 = q[v3];
    b.qs.at[v2] = v4;
    ks_i32 v5 = i;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
    i = v6;
  }
  dequantize_half4x4_((&b), (ks_i16)0, (&low));
  dequantize_float4x4_((&b), (ks_i16)2, (&high));
  metal_half4x4 v7 = low;
  shared.at[0] = v7;
  i_1 = 0;
  for (;;) {
    ks_i32 v8 = i_1;
    bool v9 = v8 < 16;
    if (!v9) break;
    ks_i32 v10 = i_1;
    ks_i32 v11 = i_1;
    ks_i32 v12 = (ks_i32)(v11 / 4);
    ks_i32 v13 = i_1;
    ks_i32 v14 = (ks_i32)(v13 % 4);
    ks_half v15 = ((ks_half*)&shared.at[0].columns.at[v12])[v14];
    float v16 = ks_f32(v15);
    out[v10] = v16;
    ks_i32 v17 = i_1;
    ks_i32 v18 = (ks_i32)((ks_u32)16 + (ks_u32)v17);
    ks_i32 v19 = i_1;
    ks_i32 v20 = (ks_i32)(v19 / 4);
    ks_i32 v21 = i_1;
    ks_i32 v22 = (ks_i32)(v21 % 4);
    float v23 = ((float*)&high.columns.at[v20])[v22];
    out[v18] = v23;
    ks_i32 v24 = i_1;
    ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
    i_1 = v25;
  }
  metal_half4x4 v26 = low;
  metal_half4x4 v27 = twice_half4x4_(v26);
  ks_half v28 = first_half_4_4_(v27);
  ks_half v29 = ks_div(v28, ks_half{0x4000});
  float v30 = ks_f32(v29);
  (*out) = v30;
}

}
