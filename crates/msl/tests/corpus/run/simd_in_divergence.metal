// Threads of a branch do its simd operations without the others; after the loop all meet again.
//
// kernel: simd_in_divergence
// output in_branch: int32[32]
// output in_loop: int32[32]
// output after: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect in_branch[i] = i < 10 ? 10 : 22
// expect in_loop[i] = i % 4 == 0 ? 32 : (i % 4 == 1 ? 56 : (i % 4 == 2 ? 72 : 80))
// expect after = fill(32)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
if (i < 10) {
  in_branch[i] = simd_sum(1);
} else {
  in_branch[i] = simd_sum(1);
}
int sum = 0;
for (uint k = 0; k <= i % 4; ++k) {
  sum += simd_sum(1);
}
in_loop[i] = sum;
after[i] = simd_sum(1);
