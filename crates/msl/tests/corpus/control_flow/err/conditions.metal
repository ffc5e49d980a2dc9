// What cannot be a condition.
#include <metal_stdlib>
using namespace metal;
struct S { int x; };
kernel void conditions(device float* out, constant float4& v) {
  S s = {1};
  if (s) out[0] = 1; //~ error[type-mismatch] expected `bool` here, found `S`
  while (v) out[0] = 2; //~ error[type-mismatch] expected `bool` here, found `float4`
  if (v > 0) out[1] = 1; //~ error[type-mismatch] expected a `bool`, found `bool4`
  out[2] = v.x > 0 ? v : 1.0f; //~ error[type-mismatch] expected `float` to assign here, found `float4`
  for (int i = 0; s; ++i) out[3] = i; //~ error[type-mismatch] expected `bool` here, found `S`
}
