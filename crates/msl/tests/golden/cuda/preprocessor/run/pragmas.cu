namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pragmas_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float sum;
  ks_i32 k;
  ks_i32 k_1;
  sum = 0.0f;
  k = 0;
  #pragma unroll
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = k;
    float v3 = sum;
    float v4 = a[v2];
    float v5 = v3 + v4;
    sum = v5;
    ks_i32 v6 = k;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    k = v7;
  }
  k_1 = 0;
  #pragma unroll
  for (;;) {
    ks_i32 v8 = k_1;
    bool v9 = v8 < 4;
    if (!v9) break;
    ks_i32 v10 = k_1;
    float v11 = sum;
    float v12 = a[v10];
    float v13 = v11 + v12;
    sum = v13;
    ks_i32 v14 = k_1;
    ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
    k_1 = v15;
  }
  float v16 = sum;
  (*out) = v16;
}

}
