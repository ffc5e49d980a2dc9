// Vectors convert to each other only where one says so.
#include <metal_stdlib>
using namespace metal;
kernel void vectors(device float4* out, constant int4& n, constant float3& x) {
  float4 a = n; //~ error[type-mismatch] expected `float4` to initialize this, found `int4`
  float4 b = x; //~ error[type-mismatch] expected `float4` to initialize this, found `float3`
  half4 c = out[0]; //~ error[type-mismatch] expected `half4` to initialize this, found `float4`
  out[0] = x + n.xyz; //~ error[type-mismatch] `+` does not take `float3` and `int3`
  out[1] = n + 1.5f; //~ error[type-mismatch] `+` does not take `int4` and `float`
  float d = x; //~ error[type-mismatch] expected `float` to initialize this, found `float3`
  bool e = x > 0; //~ error[type-mismatch] expected `bool` to initialize this, found `bool3`
}
