namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_rotary_halves_float32_int32sc_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32* const position = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = (*position);
  float v2 = ks_f32(v1);
  ks_u32 v3 = 2u * v0;
  float v4 = ks_f32(v3);
  float v5 = ks_neg(v4);
  float v6 = v5 / 8.0f;
  float v7 = ks_math_log2(10000.0f);
  float v8 = v6 * v7;
  float v9 = ks_math_exp2(v8);
  float v10 = v2 * v9;
  float v11 = ks_math_cos(v10);
  float v12 = ks_math_sin(v10);
  float v13 = a[v0];
  ks_u32 v14 = v0 + 4u;
  float v15 = a[v14];
  float v16 = v13 * v11;
  float v17 = v15 * v12;
  float v18 = v16 - v17;
  out[v0] = v18;
  ks_u32 v19 = v0 + 4u;
  float v20 = v13 * v12;
  float v21 = v15 * v11;
  float v22 = v20 + v21;
  out[v19] = v22;
}

}
