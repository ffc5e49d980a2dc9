// What is declared further down is not known yet: functions, variables, and what templates name.
#include <metal_stdlib>
using namespace metal;
float early(float x) {
  return later(x);
  //     ^~ error[undeclared-identifier] `later` is used before it is declared
}
float later(float x) { return x + offset; } //~ error[undeclared-identifier] `offset` is used before it is declared
constant float offset = 2;
constant float sum = offset + bias; //~ error[undeclared-identifier] `bias` is not declared here
constant float bias = 1;
template <typename T> T generic(T x) {
  return x + helper(2.0f) + by_argument(x);
  //         ^~ error[undeclared-identifier] `helper` is used before it is declared
  //                        ^~ error[undeclared-identifier] `by_argument` is used before it is declared
}
float helper(float x) { return x; }
float by_argument(float x) { return x; }
struct Late { float x; float get() const { return x + after(x); } };
//                                                    ^~ error[undeclared-identifier] `after` is used before it is declared
float after(float x) { return x; }
// The overload that is known is taken, whatever comes later.
float chosen(int x) { return x; }
float choose(float x) { return chosen(x); }
float chosen(float x, float y = 1) = delete;
namespace inner {
float use(float x) { return own(x); } //~ error[undeclared-identifier] `own` is used before it is declared
float own(float x) { return x; }
}
kernel void order(device float* out) {
  out[0] = early(1) + generic(2.0f) + choose(3);
  out[1] = inner::own(1) + late_kernel_helper(2);
  //                       ^~ error[undeclared-identifier] `late_kernel_helper` is used before it is declared
}
float late_kernel_helper(float x) { return x; }
