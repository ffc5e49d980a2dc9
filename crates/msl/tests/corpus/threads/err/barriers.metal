// Barriers with wrong flags and in wrong forms.
#include <metal_stdlib>
using namespace metal;
kernel void barriers(device float* out) {
  threadgroup_barrier(); //~ error[wrong-argument-count] expected 1 argument for `threadgroup_barrier`, found 0
  simdgroup_barrier(mem_flags::mem_device, 2, 3); //~ error[wrong-argument-count] expected 1 argument for `simdgroup_barrier`, found 3
  threadgroup_barrier(1); //~ error[no-matching-function] expected constant `mem_flags`
  threadgroup_barrier(mem_threadgroup); //~ error[undeclared-identifier] `mem_threadgroup` is not declared here
  threadgroup_barrier(mem_flags::mem_threadgruop); //~ error[unknown-member] `mem_flags` has no member
  out[0] = 1;
}
