// Static assertions that do not hold, in templates too.
#include <metal_stdlib>
using namespace metal;
template <typename T> T halves(T x) {
  static_assert(sizeof(T) == 2, "only types of two bytes"); //~ error[static-assertion]
  return x;
}
static_assert(sizeof(float3) == 12, "as people think"); //~ error[static-assertion] static assertion failed: as people think
static_assert(1 + 1 == 3); //~ error[static-assertion] static assertion failed
kernel void assertions(device float* out, constant int& n) {
  out[0] = halves(1.0h);
  out[1] = halves(1.0f);
  static_assert(n > 0, "not known"); //~ error[not-a-constant] the value of this variable is known only when the kernel runs
}
