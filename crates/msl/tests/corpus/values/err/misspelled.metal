// Names one letter away from what is meant.
#include <metal_stdlib>
using namespace metal;
kernel void misspelled(device flaot* out, device float* input, uint i [[thread_position_in_grid]]) { //~ error[unknown-type]
  out[i] = inptu[i]; //~ error[undeclared-identifier] `inptu` is not declared here
  out[i] = sqtr(input[i]); //~ error[undeclared-identifier] `sqtr` is not declared here
  out[i] = metal::maxx(1.0f, 2.0f); //~ error[undeclared-identifier] `maxx` is not declared here
  threadgroup_barier(mem_flags::mem_threadgroup); //~ error[undeclared-identifier] `threadgroup_barier` is not declared here
  flot x = 1; //~ error[unknown-type] no type is called `flot`
}
