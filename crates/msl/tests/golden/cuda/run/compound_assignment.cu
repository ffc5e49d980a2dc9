namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_compound_assignment_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_array<ks_i32, 3> v;
  ks_i32 k;
  ks_i32 x;
  v = ks_array<ks_i32, 3>{{10, 4, 3}};
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  ks_i32 v2 = k;
  ks_i32 v3 = v.at[v2];
  ks_i32 v4 = (ks_i32)((ks_u32)v3 * (ks_u32)3);
  v.at[v2] = v4;
  ks_i32 v5 = v.at[2];
  ks_i32 v6 = (ks_i32)(v5 | 0);
  v.at[2] = v6;
  x = 15;
  ks_i32 v7 = x;
  ks_i32 v8 = (ks_i32)(v7 & 7);
  x = v8;
  ks_i32 v9 = v.at[0];
  (*out) = v9;
  ks_i32 v10 = v.at[1];
  out[1] = v10;
  ks_i32 v11 = v.at[2];
  out[2] = v11;
  ks_i32 v12 = x;
  out[3] = v12;
  ks_i32 v13 = x;
  ks_i32 v14 = (ks_i32)(v13 ^ 4);
  x = v14;
  ks_i32 v15 = x;
  ks_i32 v16 = (ks_i32)((ks_u32)v15 << 2);
  x = v16;
  ks_i32 v17 = x;
  ks_i32 v18 = (ks_i32)(v17 >> 2);
  x = v18;
  ks_i32 v19 = x;
  out[4] = v19;
}

}
