namespace ks_user {

struct metal_float4x4 {
  ks_array<ks_vec4<float>, 4> columns;
};

struct metal_half4x4 {
  ks_array<ks_vec4<ks_half>, 4> columns;
};

struct metal_float2x3 {
  ks_array<ks_vec3<float>, 2> columns;
};

struct metal_float3x2 {
  ks_array<ks_vec2<float>, 3> columns;
};

struct metal_half2x2 {
  ks_array<ks_vec2<ks_half>, 2> columns;
};

struct metal_float3x3 {
  ks_array<ks_vec3<float>, 3> columns;
};

struct Block {
  metal_half2x2 scales;
  metal_float3x3 turn;
};

struct metal_half3x3 {
  ks_array<ks_vec3<ks_half>, 3> columns;
};

struct metal_half4x2 {
  ks_array<ks_vec2<ks_half>, 4> columns;
};

struct metal_float3x4 {
  ks_array<ks_vec4<float>, 3> columns;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_matrix_layout_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  (*out) = 64.0f;
  out[1] = 16.0f;
  out[2] = 48.0f;
  out[3] = 8.0f;
  out[4] = 16.0f;
  out[5] = 48.0f;
  ks_vec3<float> v0 = ((metal_float3x3*)x)[1].columns.at[2];
  float v1 = v0.x;
  out[6] = v1;
  float v2 = v0.y;
  out[7] = v2;
  float v3 = v0.z;
  out[8] = v3;
  float v4 = x[1];
  ks_u32 v5 = ks_to_u32(ks_f32(v4));
  float v6 = (*((metal_float3x3*)x)).columns.at[v5].y;
  out[9] = v6;
}

}
