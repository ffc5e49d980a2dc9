// A matrix that only half of a simdgroup loads, and pointers that differ between threads.
//
// kernel: finding_divergent_matrix
// input a: float32[128] = arange
// output out: float32[64]
// grid: 32 1 1
// threadgroup: 32 1 1
// findings: divergent-matrix, divergent-matrix, divergent-matrix
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
simdgroup_float8x8 m(0.0f);
if (lane < 16) {
  simdgroup_load(m, a);
} else {
  m = simdgroup_float8x8(1.0f);
}
simdgroup_load(m, a + lane);
simdgroup_store(m, out);
