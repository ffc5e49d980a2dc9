namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_kahan_sum_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ plain,
  float* __restrict__ kept,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float sum;
  float s;
  float c;
  ks_i32 k;
  sum = 0.0f;
  s = 0.0f;
  c = 0.0f;
  k = 0;
  for (;;) {
    ks_i32 v0 = k;
    bool v1 = v0 < 16;
    if (!v1) break;
    ks_i32 v2 = k;
    float v3 = sum;
    float v4 = a[v2];
    float v5 = v3 + v4;
    sum = v5;
    ks_i32 v6 = k;
    float v7 = a[v6];
    float v8 = c;
    float v9 = v7 - v8;
    float v10 = s;
    float v11 = v10 + v9;
    float v12 = s;
    float v13 = v11 - v12;
    float v14 = v13 - v9;
    c = v14;
    s = v11;
    ks_i32 v15 = k;
    ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
    k = v16;
  }
  float v17 = sum;
  (*plain) = v17;
  float v18 = s;
  (*kept) = v18;
}

}
