// Calls with wrong arguments.
#include <metal_stdlib>
using namespace metal;
float mean(float a, float b) { return (a + b) / 2; }
kernel void calls(device float* out, constant float4& v) {
  out[0] = mean(1); //~ error[wrong-argument-count] `mean`: expected 2 arguments, found 1
  out[1] = mean(1, 2, 3); //~ error[wrong-argument-count] `mean`: expected 2 arguments, found 3
  out[2] = mean(v, 1); //~ error[no-matching-function] no function `mean` takes these arguments
  out[3] = mean; //~ error[type-mismatch] expected `float` to assign here, found `mean`
  out[4] = dot(v, v.xyz); //~ error[no-matching-function] no form of `dot` takes `float4`, `float3`
  out[5] = clamp(1.0f); //~ error[wrong-argument-count] expected 3 arguments for `clamp`, found 1
  out[6] = 3(4); //~ error[type-mismatch] `int` cannot be called
  out[7] = out(1); //~ error[type-mismatch] `device float*` cannot be called
}
