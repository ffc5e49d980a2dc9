// Names of C++'s library, which Metal does not have, and numbers as other languages write them.
#include <metal_stdlib>
using namespace metal;
constant float one = 1f; //~ error[invalid-literal] invalid suffix `f` on the integer `1f`
template <typename T> float sum(T a, T b) {
  if constexpr (std::is_same<T, float>::value) { return a + b; } //~ error[undeclared-identifier] `std` is not declared here
  return std::min(a, b); //~ error[undeclared-identifier] `std` is not declared here
}
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  out[i] = sum(one, out[i]) + std::numeric_limits<float>::max(); //~ error[undeclared-identifier] `std`
  std::vector<float> values; //~ error[unknown-type]
}
