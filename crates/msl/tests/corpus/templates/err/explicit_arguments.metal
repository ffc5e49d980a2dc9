// Template arguments of the wrong kind and number.
#include <metal_stdlib>
using namespace metal;
template <typename T, int N> T take(T x) { return x * N; }
template <typename T> struct Box { T value; };
kernel void explicits(device float* out) {
  out[0] = take<3, float>(1.0f); //~ error[no-matching-function] no function `take` takes these arguments
  out[1] = take<float>(1.0f); //~ error[no-matching-function] no function `take` takes these arguments
  out[2] = take<float, 2, 3>(1.0f); //~ error[no-matching-function] no function `take` takes these arguments
  Box b; //~ error[no-template-argument] expected template arguments after `Box`
  Box<3> c; //~ error[type-mismatch] expected a type for template parameter `T`
  Box<float, int> d; //~ error[wrong-argument-count] expected at most 1 template arguments, found 2
  int n = 2;
  out[3] = take<float, n>(1.0f); //~ error[not-a-constant] the value of this variable is known only when the kernel runs
}
