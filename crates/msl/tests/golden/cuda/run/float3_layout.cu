namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_float3_layout_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ wide,
  float* __restrict__ tight,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  ks_i32 k_1;
  k = 0;
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = k;
    ks_i32 v3 = k;
    float v4 = ((ks_vec3<float>*)a)[v3].x;
    wide[v2] = v4;
    ks_i32 v5 = k;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
    k = v6;
  }
  k_1 = 0;
  for (;;) {
    ks_i32 v7 = k_1;
    bool v8 = v7 < 4;
    if (!v8) break;
    ks_i32 v9 = k_1;
    ks_i32 v10 = k_1;
    float v11 = ((ks_packed3<float>*)a)[v10].x;
    tight[v9] = v11;
    ks_i32 v12 = k_1;
    ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
    k_1 = v13;
  }
}

}
