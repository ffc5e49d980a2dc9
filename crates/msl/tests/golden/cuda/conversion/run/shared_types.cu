namespace ks_user {

struct metal_float4x4 {
  ks_array<ks_vec4<float>, 4> columns;
};

struct Uniforms {
  metal_float4x4 view;
  ks_vec3<float> eye;
  ks_packed3<float> packed;
};

struct metal_float2x2 {
  ks_array<ks_vec2<float>, 2> columns;
};

static __device__ float root_float_(float x) {
  float v0 = ks_math_sqrt(x);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_shared_types_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  Uniforms u;
  metal_float2x2 x_;
  metal_float2x2 x__1;
  (*out) = 64.0f;
  out[1] = 4.0f;
  out[2] = 12.0f;
  u.eye = ks_vec3<float>{1.0f, 2.0f, 3.0f};
  float v0 = u.eye.z;
  out[3] = v0;
  x_ = metal_float2x2{{{{1.0f, 2.0f}, {3.0f, 3.0f}}}};
  float v1 = x_.columns.at[0].x;
  x__1 = metal_float2x2{{{{1.0f, 2.0f}, {3.0f, 3.0f}}}};
  float v2 = x__1.columns.at[1].y;
  float v3 = v1 + v2;
  float v4 = v3 + 3.0f;
  out[4] = v4;
  out[5] = 16.0f;
  float v5 = root_float_(4.0f);
  out[6] = v5;
  out[7] = 5.0f;
}

}
