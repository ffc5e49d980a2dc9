namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_auto_decltype_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_vec2<float> v;
  ks_array<float, 4> row;
  float sum;
  ks_i32 i;
  float v0 = (*a);
  float v1 = v0 + 1.0f;
  (*out) = v1;
  float v2 = a[1];
  out[1] = v2;
  out[2] = 3.0f;
  v = ks_vec2<float>{3.0f, 5.0f};
  float v3 = v.x;
  float v4 = v.y;
  float v5 = v3 + v4;
  out[3] = v5;
  v.x = 7.0f;
  float v6 = v.x;
  float v7 = v.y;
  float v8 = v6 + v7;
  out[4] = v8;
  out[5] = 5.0f;
  row = ks_array<float, 4>{{10.0f, 10.0f, 10.0f, 10.0f}};
  sum = 0.0f;
  i = 0;
  for (;;) {
    ks_i32 v9 = i;
    bool v10 = v9 < 4;
    if (!v10) break;
    ks_i32 v11 = i;
    float v12 = sum;
    float v13 = row.at[v11];
    float v14 = v12 + v13;
    sum = v14;
    ks_i32 v15 = i;
    ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
    i = v16;
  }
  float v17 = sum;
  out[6] = v17;
  float v18 = a[2];
  out[7] = v18;
}

}
