// What is constant is not written.
#include <metal_stdlib>
using namespace metal;
kernel void constants(device const float* in, constant float& scale, device float* out) {
  in[0] = 1; //~ error[const-violation] this is `const` and cannot be written; inputs are `const`
  scale = 2; //~ error[const-violation] `constant` memory cannot be written
  const int n = 3;
  n = 4; //~ error[const-violation] this is `const` and cannot be changed
  ++n; //~ error[const-violation] this is `const` and cannot be changed
  constexpr float pi = 3;
  pi += 1; //~ error[const-violation] this is a constant and cannot be changed
  out[0] = n;
}
