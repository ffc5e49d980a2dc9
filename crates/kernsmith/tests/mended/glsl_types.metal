#include <metal_stdlib>
using namespace metal;
kernel void k(device float4* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  vec4 x = vec4(1.0f, 2.0f, 3.0f, 4.0f);
  u32 n = 3;
  out[i] = x * float(n);
}
