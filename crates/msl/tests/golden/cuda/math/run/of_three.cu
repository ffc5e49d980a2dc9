namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_of_three_float32_int32_float32_int32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  float* __restrict__ f,
  ks_i32* __restrict__ n,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32* const b = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 3u * v0;
  float v2 = a[v1];
  ks_u32 v3 = 3u * v0;
  ks_u32 v4 = v3 + 1u;
  float v5 = a[v4];
  ks_u32 v6 = 3u * v0;
  ks_u32 v7 = v6 + 2u;
  float v8 = a[v7];
  ks_u32 v9 = 3u * v0;
  float v10 = ks_math_fmin(v5, v8);
  float v11 = ks_math_fmin(v2, v10);
  f[v9] = v11;
  ks_u32 v12 = 3u * v0;
  ks_u32 v13 = v12 + 1u;
  float v14 = ks_math_fmin(v2, v5);
  float v15 = ks_math_fmax(v2, v5);
  float v16 = ks_math_fmin(v15, v8);
  float v17 = ks_math_fmax(v14, v16);
  f[v13] = v17;
  ks_u32 v18 = 3u * v0;
  ks_u32 v19 = v18 + 2u;
  float v20 = ks_math_fmax(v5, v8);
  float v21 = ks_math_fmax(v2, v20);
  f[v19] = v21;
  ks_u32 v22 = 3u * v0;
  ks_i32 v23 = b[v22];
  ks_u32 v24 = 3u * v0;
  ks_u32 v25 = v24 + 1u;
  ks_i32 v26 = b[v25];
  ks_u32 v27 = 3u * v0;
  ks_u32 v28 = v27 + 2u;
  ks_i32 v29 = b[v28];
  ks_u32 v30 = 3u * v0;
  ks_i32 v31 = ks_int_min(v26, v29);
  ks_i32 v32 = ks_int_min(v23, v31);
  n[v30] = v32;
  ks_u32 v33 = 3u * v0;
  ks_u32 v34 = v33 + 1u;
  ks_i32 v35 = ks_int_min(v23, v26);
  ks_i32 v36 = ks_int_max(v23, v26);
  ks_i32 v37 = ks_int_min(v36, v29);
  ks_i32 v38 = ks_int_max(v35, v37);
  n[v34] = v38;
  ks_u32 v39 = 3u * v0;
  ks_u32 v40 = v39 + 2u;
  ks_i32 v41 = ks_int_max(v26, v29);
  ks_i32 v42 = ks_int_max(v23, v41);
  n[v40] = v42;
}

}
