namespace ks_user {

struct Pair {
  float x;
  float y;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pointer_casts_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_array<float, 4> local;
  float v0 = ((ks_vec4<float>*)a)[1].x;
  (*out) = v0;
  float v1 = ((ks_vec4<float>*)a)[1].x;
  float v2 = ((ks_vec4<float>*)a)[1].y;
  float v3 = v1 + v2;
  float v4 = ((ks_vec4<float>*)a)[1].z;
  float v5 = v3 + v4;
  float v6 = ((ks_vec4<float>*)a)[1].w;
  float v7 = v5 + v6;
  out[1] = v7;
  float v8 = ((ks_packed3<float>*)a)[3].x;
  out[2] = v8;
  ks_u8 v9 = ((ks_u8*)(&a[1]))[3];
  float v10 = ks_f32(v9);
  out[3] = v10;
  float v11 = (*((Pair*)(&a[5]))).x;
  out[4] = v11;
  float v12 = (*((Pair*)(&a[5]))).y;
  out[5] = v12;
  ks_u8 v13 = ((ks_u8*)(&a[1]))[2];
  float v14 = ks_f32(v13);
  out[6] = v14;
  (*((ks_vec2<float>*)(&out[8]))) = ks_vec2<float>{2.0f, 8.0f};
  ((ks_vec2<float>*)(&out[8]))[1] = ks_vec2<float>{10.0f, 12.0f};
  local = ks_array<float, 4>{{1.0f, 2.0f, 3.0f, 4.0f}};
  float v15 = ((ks_vec2<float>*)(&local.at[0]))[1].x;
  out[7] = v15;
  float v16 = (*((ks_packed3<float>*)(&(&local.at[0])[1]))).y;
  float v17 = (*((ks_vec2<float>*)(&local.at[0]))).y;
  float v18 = v16 + v17;
  float v19 = v18 + 1.0f;
  float v20 = (*((ks_vec2<float>*)(&local.at[0]))).x;
  float v21 = v19 + v20;
  out[12] = v21;
}

}
