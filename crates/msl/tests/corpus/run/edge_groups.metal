// In a ragged grid the last group is smaller, and says so.
//
// kernel: edge_groups
// output own: uint32[70]
// output full: uint32[70]
// output simds: uint32[70]
// grid: 70 1 1
// threadgroup: 64 1 1
// expect own[i] = i < 64 ? 64 : 6
// expect full = fill(64)
// expect simds[i] = i < 64 ? 2 : 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
own[i] = threads_per_threadgroup.x;
full[i] = dispatch_threads_per_threadgroup.x;
simds[i] = simdgroups_per_threadgroup;
