namespace ks_user {

static __device__ ks_i32 by_kind(ks_u8 k) {
  ks_i32 v0 = (ks_i32)k;
  bool v1 = v0 == 1;
  ks_i32 v2 = v1 ? 1 : 0;
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_enums_int32(
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
  out[v0] = 0;
  ks_i32 v2 = k;
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)1);
  k = v3;
  out[v2] = 5;
  ks_i32 v4 = k;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
  k = v5;
  out[v4] = 6;
  ks_i32 v6 = k;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
  k = v7;
  out[v6] = 12;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  ks_i32 v10 = by_kind((ks_u8)1);
  out[v8] = v10;
  ks_i32 v11 = k;
  ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
  k = v12;
  out[v11] = 255;
  ks_i32 v13 = k;
  ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
  k = v14;
  out[v13] = 3;
  ks_i32 v15 = k;
  ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
  k = v16;
  out[v15] = 2;
  ks_i32 v17 = k;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  k = v18;
  out[v17] = 1;
  ks_i32 v19 = k;
  ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)1);
  k = v20;
  out[v19] = 4;
}

}
