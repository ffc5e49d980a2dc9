namespace ks_user {

struct Tiny {
  float value;
};

static __device__ Tiny x_numeric_limits_impl_Tiny_max() {
  return Tiny{9.0f};
}

static __device__ ks_i8 numeric_limits_char_max() {
  return (ks_i8)127;
}

static __device__ ks_i32 kind_uint_true_(ks_u32 x) {
  return 1;
}

static __device__ ks_i32 kind_float_true_(float x) {
  return 2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_library_parts_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  Tiny v0 = x_numeric_limits_impl_Tiny_max();
  float v1 = v0.value;
  (*out) = v1;
  ks_i8 v2 = numeric_limits_char_max();
  float v3 = ks_f32(v2);
  out[1] = v3;
  out[2] = 1.0f;
  out[3] = 0.0f;
  out[4] = 1.0f;
  ks_i32 v4 = kind_uint_true_(3u);
  float v5 = ks_f32(v4);
  out[5] = v5;
  ks_i32 v6 = kind_float_true_(1.0f);
  float v7 = ks_f32(v6);
  out[6] = v7;
}

}
