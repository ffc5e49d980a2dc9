// A reduction tree in threadgroup memory over a group that is no multiple of 32.
//
// kernel: barrier_tree
// input a: int32[100] = integers(-50, 50, 30)
// output out: int32[1]
// grid: 100 1 1
// threadgroup: 100 1 1
// expect out[i] = sum(k, 0, 100, a[k])
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
threadgroup int part[128];
uint n = threads_per_threadgroup.x;
part[i] = a[i];
if (i + n < 128) part[i + n] = 0;
threadgroup_barrier(mem_flags::mem_threadgroup);
for (uint step = 64; step > 0; step >>= 1) {
  if (i < step) part[i] += part[i + step];
  threadgroup_barrier(mem_flags::mem_threadgroup);
}
if (i == 0) out[0] = part[0];
