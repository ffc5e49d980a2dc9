// An exclusive scan up and down a tree in threadgroup memory.
//
// kernel: blelloch_scan
// input a: int32[32] = [17, 8, 95, 46, 59, 85, 75, 67, 54, 65, 17, 69, 20, 68, 66, 3, 57, 24, 78, 1, 20,
//   23, 19, 61, 80, 93, 16, 72, 8, 42, 88, 67]
// output out: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out = [0, 17, 25, 120, 166, 225, 310, 385, 452, 506, 571, 588, 657, 677, 745, 811, 814, 871, 895,
//   973, 974, 994, 1017, 1036, 1097, 1177, 1270, 1286, 1358, 1366, 1408, 1496]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup int tree[32];
uint i = thread_index_in_threadgroup;
tree[i] = a[i];
for (uint step = 1; step < 32; step <<= 1) {
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if ((i + 1) % (2 * step) == 0) tree[i] += tree[i - step];
}
threadgroup_barrier(mem_flags::mem_threadgroup);
if (i == 31) tree[31] = 0;
for (uint step = 16; step > 0; step >>= 1) {
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if ((i + 1) % (2 * step) == 0) {
    int left = tree[i - step];
    tree[i - step] = tree[i];
    tree[i] += left;
  }
}
threadgroup_barrier(mem_flags::mem_threadgroup);
out[i] = tree[i];
