// Components that a vector does not have.
#include <metal_stdlib>
using namespace metal;
kernel void swizzles(device float4* out, constant float2& v) {
  out[0].x = v.z; //~ error[unknown-member] `float2` has 2 components and no `z`
  out[0].xx = v; //~ error[not-assignable] a swizzle that repeats a component cannot be assigned to
  out[1] = v.xyxyx; //~ error[unknown-member] `float2` has no member `xyxyx`
  out[2].xg = v; //~ error[unknown-member] `float4` has no member `xg`
  out[3].q = 1; //~ error[unknown-member] `float4` has no member `q`
  float x = v.xy; //~ error[type-mismatch] expected `float` to initialize this, found `float2`
  v.x = 3; //~ error[const-violation] `constant` memory cannot be written
}
