// Names that mean nothing, or something else, each at its own token.
#include <metal_stdlib>
using namespace metal;
constant float scale = 2;
float helper(float x) {
  uint i = thread_position_in_grid.x;
  //       ^~ error[undeclared-identifier] `thread_position_in_grid` is not declared here
  return x * scales;
  //         ^~ error[undeclared-identifier] `scales` is not declared here
}
kernel void names(device float* out, uint tid [[thread_position_in_grid]]) {
  float value = 1;
  out[tid] = vlaue + value;
  //         ^~ error[undeclared-identifier] `vlaue` is not declared here
  out[tid] = sin_sum(value); //~ error[undeclared-identifier] `sin_sum`
  int value = 2; //~ error[redeclaration] `value` is declared already
  float out = 1; //~ error[redeclaration] `out` is declared already
  out[tid] = helper; //~ error[type-mismatch] found `helper`
  one_error = one_error + 1; //~ error[undeclared-identifier] `one_error`
  tid.x = 2; //~ error[unknown-member] `uint` has no member `x`
}
