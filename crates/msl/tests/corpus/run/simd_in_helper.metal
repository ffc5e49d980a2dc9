// Simd operations within a helper that some threads leave early.
//
// kernel: simd_in_helper
// output out: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = i < 8 ? -1 : 24
// header:
#include <metal_stdlib>
using namespace metal;
int count(uint i) {
  if (i < 8) return -1;
  return simd_sum(1);
}
// body:
uint i = thread_position_in_grid.x;
out[i] = count(i);
