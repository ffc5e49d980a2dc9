namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_literals_typed_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 k;
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  out[v0] = 4;
  ks_i32 v2 = k;
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)1);
  k = v3;
  out[v2] = 4;
  ks_i32 v4 = k;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
  k = v5;
  out[v4] = 8;
  ks_i32 v6 = k;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
  k = v7;
  out[v6] = 8;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  out[v8] = 4;
  ks_i32 v10 = k;
  ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
  k = v11;
  out[v10] = 2;
  ks_i32 v12 = k;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
  k = v13;
  out[v12] = 2;
  ks_i32 v14 = k;
  ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
  k = v15;
  out[v14] = 4;
  ks_i32 v16 = k;
  ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
  k = v17;
  out[v16] = 1;
  ks_i32 v18 = k;
  ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
  k = v19;
  out[v18] = 1;
  ks_i32 v20 = k;
  ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
  k = v21;
  out[v20] = 4;
  ks_i32 v22 = k;
  ks_i32 v23 = (ks_i32)((ks_u32)v22 + (ks_u32)1);
  k = v23;
  out[v22] = 1;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  out[v24] = 65;
  ks_i32 v26 = k;
  ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
  k = v27;
  out[v26] = 1;
  ks_i32 v28 = k;
  ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
  k = v29;
  out[v28] = 8;
  ks_i32 v30 = k;
  ks_i32 v31 = (ks_i32)((ks_u32)v30 + (ks_u32)1);
  k = v31;
  out[v30] = 16;
}

}
