// A barrier that only a part of the group reaches.
//
// kernel: finding_barrier
// output out: int32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// findings: divergent-barrier
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = 0;
if (i < 40) {
  threadgroup_barrier(mem_flags::mem_threadgroup);
}
