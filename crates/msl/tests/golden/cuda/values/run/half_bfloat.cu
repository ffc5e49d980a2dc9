namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_half_bfloat_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float v0 = (*a);
  ks_half v1 = ks_f16(v0);
  float v2 = a[1];
  ks_half v3 = ks_f16(v2);
  ks_half v4 = ks_add(v1, v3);
  float v5 = ks_f32(v4);
  (*out) = v5;
  float v6 = ks_f32(v1);
  float v7 = ks_f32(v3);
  float v8 = v6 + v7;
  out[1] = v8;
  float v9 = a[1];
  ks_bfloat v10 = ks_bf16(v9);
  ks_bfloat v11 = ks_add(ks_bfloat{0x4380}, v10);
  float v12 = ks_f32(v11);
  out[2] = v12;
  float v13 = ks_f32(v10);
  float v14 = 256.0f + v13;
  out[3] = v14;
  ks_half v15 = ks_add(v1, v3);
  bool v16 = ks_f32(v15) == ks_f32(v1);
  float v17 = ks_f32(v16);
  out[4] = v17;
  ks_half v18 = ks_div(v3, ks_half{0x4200});
  float v19 = ks_f32(v18);
  out[5] = v19;
  ks_bfloat v20 = ks_div(v10, ks_bfloat{0x4040});
  float v21 = ks_f32(v20);
  out[6] = v21;
  out[7] = 2.0f;
}

}
