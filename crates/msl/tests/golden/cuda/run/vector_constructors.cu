namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_vector_constructors_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  (*out) = 1.0f;
  out[1] = 5.0f;
  float v0 = ks_add(ks_add(ks_mul(1.0f, 4.0f), ks_mul(2.0f, 5.0f)), ks_mul(3.0f, 6.0f));
  out[2] = v0;
  float v1 = ks_add(ks_mul(3.0f, 3.0f), ks_mul(4.0f, 4.0f));
  float v2 = ks_math_sqrt(v1);
  out[3] = v2;
  bool v3 = true && true && true;
  ks_i32 v4 = v3 ? 1 : 0;
  float v5 = ks_f32(v4);
  out[4] = v5;
  bool v6 = false || false || false;
  ks_i32 v7 = v6 ? 1 : 0;
  float v8 = ks_f32(v7);
  out[5] = v8;
}

}
