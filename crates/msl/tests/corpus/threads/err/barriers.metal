// Barriers with wrong flags and in wrong forms.
#include <metal_stdlib>
using namespace metal;
kernel void barriers(device float* out) {
  threadgroup_barrier(); //~ error[wrong-argument-count] expected 1 argument for `threadgroup_barrier`, found 0
  simdgroup_barrier(mem_flags::mem_device, 2, 3); //~ error[wrong-argument-count] expected 1 argument for `simdgroup_barrier`, found 3
  out[0] = 1;
}
