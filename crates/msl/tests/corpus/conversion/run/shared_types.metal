// The names of <simd/simd.h>, which a header shared with the host uses, and another name for the library's
// namespace.
//
// kernel: shared_types
// output out: float32[8]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [64, 4, 12, 3, 7, 16, 2, 5]
// header:
#import <metal_stdlib>
#import <simd/simd.h>
#include <metal_texture>
using namespace metal;
namespace lib = metal;
struct Uniforms {
  simd_float4x4 view;
  vector_float3 eye;
  simd_packed_float3 packed;
};
template <typename T> T root(T x) { return lib::sqrt(x); }
// body:
out[0] = sizeof(simd_float4x4);
out[1] = sizeof(vector_uchar4);
out[2] = sizeof(simd_packed_float3);
Uniforms u;
u.eye = simd_float3(1, 2, 3);
out[3] = u.eye.z;
matrix_float2x2 m = matrix_float2x2(simd::float2(1, 2), simd::float2(3));
out[4] = m.columns[0].x + m.columns[1].y + 3;
out[5] = sizeof(Uniforms) - 64 - sizeof(float4);
out[6] = root(4.0f);
simd_uint2 n = simd_uint2(2, 3);
out[7] = n.x + n.y;
