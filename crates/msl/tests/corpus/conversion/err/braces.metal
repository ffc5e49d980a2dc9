// Braces do not narrow, and take no more than there is.
#include <metal_stdlib>
using namespace metal;
kernel void braces(device int* out, constant float& x) {
  int a[2] = {1, 2, 3}; //~ error[wrong-argument-count] `int[2]` has no room for this
  int2 v = int2(1, 2, 3); //~ error[wrong-argument-count] `int2` has 2 components, found values for 3
  float4 w = float4(1, 2); //~ error[wrong-argument-count] `float4` has 4 components, found values for 2
  int n = {1, 2}; //~ error[wrong-argument-count] expected one value for `int`, found 2
  out[0] = a[0] + v.x + n + int(w.x);
}
