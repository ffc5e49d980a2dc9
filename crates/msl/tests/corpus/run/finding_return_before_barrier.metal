// An early return before a barrier.
//
// kernel: finding_return_before_barrier
// output out: int32[64]
// grid: 100 1 1
// threadgroup: 64 1 1
// findings: divergent-barrier, never-written
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
if (i >= 64) return;
if (i == 9) return;
out[i] = 1;
threadgroup_barrier(mem_flags::mem_threadgroup);
