// A shuffle that reads threads outside of the branch.
//
// kernel: finding_inactive_lane
// output out: int32[32]
// init_value: 0
// grid: 32 1 1
// threadgroup: 32 1 1
// findings: inactive-lane-read
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
if (i < 16) {
  out[i] = simd_shuffle_down(int(i), 1);
}
