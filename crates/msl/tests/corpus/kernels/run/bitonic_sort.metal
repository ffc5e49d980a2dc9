// A bitonic network over a threadgroup.
//
// kernel: bitonic_sort
// input a: int32[32] = [-19, 39, 16, -17, 21, -25, 7, -33, 3, -35, 0, 6, -10, -41, 35, -20, 4, -41, -23,
//   35, -12, -35, 49, -31, 41, 32, 34, -4, -32, -18, -33, 9]
// output out: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out = [-41, -41, -35, -35, -33, -33, -32, -31, -25, -23, -20, -19, -18, -17, -12, -10, -4, 0, 3,
//   4, 6, 7, 9, 16, 21, 32, 34, 35, 35, 39, 41, 49]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup int keys[32];
uint i = thread_index_in_threadgroup;
keys[i] = a[i];
for (uint size = 2; size <= 32; size *= 2) {
  for (uint stride = size / 2; stride > 0; stride /= 2) {
    threadgroup_barrier(mem_flags::mem_threadgroup);
    uint other = i ^ stride;
    int mine = keys[i], theirs = keys[other];
    bool ascending = (i & size) == 0, lower = other > i;
    bool keep = ascending == lower ? mine <= theirs : mine >= theirs;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    keys[i] = keep ? mine : theirs;
  }
}
threadgroup_barrier(mem_flags::mem_threadgroup);
out[i] = keys[i];
