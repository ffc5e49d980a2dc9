namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_edit_distance_uint8c_uint8c_int32(
  const ks_u8* __restrict__ ks_buffer0,
  const ks_u8* __restrict__ ks_buffer1,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u8* const a = (ks_u8*)ks_buffer0;
  ks_u8* const b = (ks_u8*)ks_buffer1;
  ks_array<ks_i32, 8> row;
  ks_i32 j;
  ks_i32 i;
  ks_i32 corner;
  ks_i32 j_1;
  j = 0;
  for (;;) {
    ks_i32 v0 = j;
    bool v1 = v0 <= 7;
    if (!v1) break;
    ks_i32 v2 = j;
    ks_i32 v3 = j;
    row.at[v2] = v3;
    ks_i32 v4 = j;
    ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
    j = v5;
  }
  i = 0;
  for (;;) {
    ks_i32 v6 = i;
    bool v7 = v6 < 6;
    if (!v7) break;
    ks_i32 v8 = row.at[0];
    corner = v8;
    ks_i32 v9 = i;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
    row.at[0] = v10;
    j_1 = 0;
    for (;;) {
      ks_i32 v11 = j_1;
      bool v12 = v11 < 7;
      if (!v12) break;
      ks_i32 v13 = j_1;
      ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
      ks_i32 v15 = row.at[v14];
      ks_i32 v16 = j_1;
      ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
      ks_i32 v18 = j_1;
      ks_i32 v19 = row.at[v18];
      ks_i32 v20 = ks_int_min(v19, v15);
      ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
      ks_i32 v22 = corner;
      ks_i32 v23 = i;
      ks_u8 v24 = a[v23];
      ks_i32 v25 = j_1;
      ks_u8 v26 = b[v25];
      ks_i32 v27 = (ks_i32)v24;
      ks_i32 v28 = (ks_i32)v26;
      bool v29 = v27 == v28;
      ks_i32 v30 = v29 ? 0 : 1;
      ks_i32 v31 = (ks_i32)((ks_u32)v22 + (ks_u32)v30);
      ks_i32 v32 = ks_int_min(v21, v31);
      row.at[v17] = v32;
      corner = v15;
      ks_i32 v33 = j_1;
      ks_i32 v34 = (ks_i32)((ks_u32)v33 + (ks_u32)1);
      j_1 = v34;
    }
    ks_i32 v35 = i;
    ks_i32 v36 = (ks_i32)((ks_u32)v35 + (ks_u32)1);
    i = v36;
  }
  ks_i32 v37 = row.at[7];
  (*out) = v37;
}

}
