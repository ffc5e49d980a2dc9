namespace ks_user {

struct Padded {
  ks_i8 a;
  float b;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_no_finding_partial_vector_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_vec4<float> v;
  Padded p;
  Padded q;
  v.x = 1.0f;
  v.y = 2.0f;
  ks_vec4<float> v0 = v;
  ks_vec2<float> v1 = {v0.x, v0.y};
  p.a = (ks_i8)7;
  Padded v2 = p;
  q = v2;
  float v3 = v1.x;
  float v4 = v1.y;
  float v5 = v3 + v4;
  (*out) = v5;
  ks_i8 v6 = q.a;
  float v7 = ks_f32(v6);
  out[1] = v7;
}

}
