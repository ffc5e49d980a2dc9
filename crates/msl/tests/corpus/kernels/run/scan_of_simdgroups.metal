// An inclusive scan: within simdgroups, then over their totals.
//
// kernel: scan_of_simdgroups
// input a: int32[64] = [17, 8, 95, 46, 59, 85, 75, 67, 54, 65, 17, 69, 20, 68, 66, 3, 57, 24, 78, 1, 20,
//   23, 19, 61, 80, 93, 16, 72, 8, 42, 88, 67, 68, 72, 62, 14, 72, 8, 32, 25, 36, 6, 99, 13, 65, 58, 72,
//   4, 98, 9, 57, 42, 79, 65, 78, 66, 26, 89, 36, 58, 66, 69, 62, 65]
// output out: int32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect out = [17, 25, 120, 166, 225, 310, 385, 452, 506, 571, 588, 657, 677, 745, 811, 814, 871, 895,
//   973, 974, 994, 1017, 1036, 1097, 1177, 1270, 1286, 1358, 1366, 1408, 1496, 1563, 1631, 1703, 1765,
//   1779, 1851, 1859, 1891, 1916, 1952, 1958, 2057, 2070, 2135, 2193, 2265, 2269, 2367, 2376, 2433, 2475,
//   2554, 2619, 2697, 2763, 2789, 2878, 2914, 2972, 3038, 3107, 3169, 3234]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup int totals[2];
uint i = thread_position_in_grid.x, lane = thread_index_in_simdgroup, group = simdgroup_index_in_threadgroup;
int x = simd_prefix_inclusive_sum(a[i]);
if (lane == 31) totals[group] = x;
threadgroup_barrier(mem_flags::mem_threadgroup);
int before = 0;
for (uint k = 0; k < group; ++k) before += totals[k];
out[i] = before + x;
