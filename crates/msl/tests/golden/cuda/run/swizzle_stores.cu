namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_swizzle_stores_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_vec4<float> v;
  v = ks_vec4<float>{1.0f, 2.0f, 3.0f, 4.0f};
  v.x = 10.0f;
  v.z = 30.0f;
  ks_vec4<float> v0 = v;
  ks_vec2<float> v1 = {v0.z, v0.x};
  float v2 = v1.x;
  v.x = v2;
  float v3 = v1.y;
  v.z = v3;
  v.w = 4.0f;
  float v4 = v.w;
  float v5 = v4 + 40.0f;
  v.w = v5;
  float v6 = v.x;
  (*out) = v6;
  float v7 = v.y;
  out[1] = v7;
  float v8 = v.z;
  out[2] = v8;
  float v9 = v.w;
  out[3] = v9;
}

}
