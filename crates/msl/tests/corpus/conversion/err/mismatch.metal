// Types that do not convert, each reported once and at its own place.
#include <metal_stdlib>
using namespace metal;
struct S { float x; };
kernel void mismatch(device float* out, device const float* in, uint3 gid [[thread_position_in_grid]]) {
  uint i = gid;
  //       ^~ error[type-mismatch] expected `uint` to initialize this, found `uint3`
  float3 v = float4(1); //~ error[type-mismatch] expected `float3` to initialize this, found `float4`
  int3 w = float3(1); //~ error[type-mismatch] expected `int3`
  S s = 1.0f; //~ error[type-mismatch] expected `S`
  float f = s; //~ error[type-mismatch] expected `float` to initialize this, found `S`
  out[gid] = 1; //~ error[type-mismatch] expected an integer as index, found `uint3`
  out[1.5f] = 1; //~ error[type-mismatch] expected an integer as index
  float2 ab = float2(1) + float3(1); //~ error[type-mismatch] `+` does not take `float2` and `float3`
  int k = 5.0f % 2; //~ error[type-mismatch] `%` is for integers
  int m = 1 << 2.0f; //~ error[type-mismatch] `<<` is for integers
  if (float2(1) > float2(0)) { } //~ error[type-mismatch] expected a `bool`, found `bool2`
  float g = in; //~ error[type-mismatch] expected `float` to initialize this, found `device const float*`
  *f = 1; //~ error[type-mismatch] expected a pointer, found `float`
  float4 x = float4(1, 2, 3); //~ error[wrong-argument-count] `float4` has 4 components
  f = x.q; //~ error[unknown-member] `float4` has no member `q`
  f = v.w; //~ error[unknown-member] `float3` has 3 components and no `w`
  f = -s; //~ error[no-matching-function] `-` does not take `S`
  f = s.y; //~ error[unknown-member] `S` has no member `y`
  f = in->x; //~ error[unknown-member]
  uint bits = as_type<uint>(half(1)); //~ error[type-mismatch] `as_type` needs types of one size
  uint bad = reinterpret_cast<uint>(f); //~ error[type-mismatch] `reinterpret_cast` is for pointers
  f = true ? s : 1.0f; //~ error[type-mismatch] both results of `?:`
  bool b = v; //~ error[type-mismatch]
  out[0] = f + b + m + k;
}
