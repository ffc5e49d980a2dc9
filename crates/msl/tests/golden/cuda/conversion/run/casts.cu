namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_casts_float32c_uint32(
  const float* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
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
  float v2 = (*a);
  ks_i32 v3 = ks_to_i32(ks_f32(v2));
  ks_u32 v4 = (ks_u32)v3;
  out[v0] = v4;
  ks_i32 v5 = k;
  ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
  k = v6;
  float v7 = (*a);
  ks_i32 v8 = ks_to_i32(ks_f32(v7));
  ks_u32 v9 = (ks_u32)v8;
  out[v5] = v9;
  ks_i32 v10 = k;
  ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
  k = v11;
  float v12 = (*a);
  ks_i32 v13 = ks_to_i32(ks_f32(v12));
  ks_u32 v14 = (ks_u32)v13;
  out[v10] = v14;
  ks_i32 v15 = k;
  ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
  k = v16;
  float v17 = a[1];
  ks_i32 v18 = ks_to_i32(ks_f32(v17));
  ks_u32 v19 = (ks_u32)v18;
  out[v15] = v19;
  ks_i32 v20 = k;
  ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
  k = v21;
  float v22 = (*a);
  ks_u32 v23 = ks_bits<ks_u32>(v22);
  out[v20] = v23;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  float v26 = (*a);
  ks_half v27 = ks_f16(v26);
  ks_u16 v28 = ks_bits<ks_u16>(v27);
  ks_u32 v29 = (ks_u32)v28;
  out[v24] = v29;
  ks_vec4<ks_u8> v30 = ks_bits<ks_vec4<ks_u8>>(67305985u);
  ks_i32 v31 = k;
  ks_i32 v32 = (ks_i32)((ks_u32)v31 + (ks_u32)1);
  k = v32;
  ks_u8 v33 = v30.x;
  ks_u32 v34 = (ks_u32)v33;
  out[v31] = v34;
  ks_i32 v35 = k;
  ks_i32 v36 = (ks_i32)((ks_u32)v35 + (ks_u32)1);
  k = v36;
  ks_u8 v37 = v30.y;
  ks_u32 v38 = (ks_u32)v37;
  out[v35] = v38;
  ks_i32 v39 = k;
  ks_i32 v40 = (ks_i32)((ks_u32)v39 + (ks_u32)1);
  k = v40;
  out[v39] = 3u;
  ks_i32 v41 = k;
  ks_i32 v42 = (ks_i32)((ks_u32)v41 + (ks_u32)1);
  k = v42;
  ks_vec2<ks_u32> v43 = ks_bits<ks_vec2<ks_u32>>(ks_vec2<float>{1.0f, 2.0f});
  ks_u32 v44 = v43.x;
  out[v41] = v44;
  ks_i32 v45 = k;
  ks_i32 v46 = (ks_i32)((ks_u32)v45 + (ks_u32)1);
  k = v46;
  out[v45] = 255u;
  ks_i32 v47 = k;
  ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
  k = v48;
  out[v47] = 5u;
  ks_i32 v49 = k;
  ks_i32 v50 = (ks_i32)((ks_u32)v49 + (ks_u32)1);
  k = v50;
  out[v49] = 1u;
  ks_i32 v51 = k;
  ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
  k = v52;
  out[v51] = 7u;
}

}
