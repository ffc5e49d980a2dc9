namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_local_arrays_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  ks_array<ks_i32, 8> data;
  ks_i32 k;
  ks_i32 x;
  ks_i32 y;
  bool x_;
  ks_i32 k_1;
  k = 0;
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 8;
    if (!v1) break;
    ks_i32 v2 = k;
    ks_i32 v3 = k;
    ks_i32 v4 = a[v3];
    data.at[v2] = v4;
    ks_i32 v5 = k;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
    k = v6;
  }
  x = 1;
  for (;;) {
    ks_i32 v7 = x;
    bool v8 = v7 < 8;
    if (!v8) break;
    ks_i32 v9 = x;
    ks_i32 v10 = data.at[v9];
    ks_i32 v11 = x;
    ks_i32 v12 = (ks_i32)((ks_u32)v11 - (ks_u32)1);
    y = v12;
    for (;;) {
      ks_i32 v13 = y;
      bool v14 = v13 >= 0;
      x_ = v14;
      if (v14) {
        ks_i32 v15 = y;
        ks_i32 v16 = data.at[v15];
        bool v17 = v16 > v10;
        x_ = v17;
      }
      bool v18 = x_;
      if (!v18) break;
      ks_i32 v19 = y;
      ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)1);
      ks_i32 v21 = y;
      ks_i32 v22 = data.at[v21];
      data.at[v20] = v22;
      ks_i32 v23 = y;
      ks_i32 v24 = (ks_i32)((ks_u32)v23 - (ks_u32)1);
      y = v24;
    }
    ks_i32 v25 = y;
    ks_i32 v26 = (ks_i32)((ks_u32)v25 + (ks_u32)1);
    data.at[v26] = v10;
    ks_i32 v27 = x;
    ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
    x = v28;
  }
  k_1 = 0;
  for (;;) {
    ks_i32 v29 = k_1;
    bool v30 = v29 < 8;
    if (!v30) break;
    ks_i32 v31 = k_1;
    ks_i32 v32 = k_1;
    ks_i32 v33 = data.at[v32];
    out[v31] = v33;
    ks_i32 v34 = k_1;
    ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
    k_1 = v35;
  }
}

}
