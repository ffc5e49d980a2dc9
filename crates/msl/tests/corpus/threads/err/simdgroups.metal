// Simdgroup functions of what they do not take.
#include <metal_stdlib>
using namespace metal;
struct S { int x; };
kernel void simdgroups(device float* out, uint lane [[thread_index_in_simdgroup]]) {
  S s = {1};
  out[0] = simd_sum(s).x; //~ error[no-matching-function] no form of `simd_sum` takes `S`
  out[1] = simd_sum(); //~ error[wrong-argument-count] expected 1 argument for `simd_sum`, found 0
  out[2] = simd_shuffle(lane); //~ error[wrong-argument-count] expected 2 arguments for `simd_shuffle`, found 1
  out[3] = simd_shuffle_down(1.0f, 1.5f);
  out[4] = simd_broadcast(out, 1); //~ error[no-matching-function] no form of `simd_broadcast` takes `device float*`, `int`
  out[5] = simd_and(1.0f); //~ error[no-matching-function] no form of `simd_and` takes `float`
  out[6] = simd_ballot(1.0f);
}
