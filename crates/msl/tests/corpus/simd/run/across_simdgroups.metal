// Each simdgroup sums, then the first one sums the sums.
//
// kernel: across_simdgroups
// input a: int32[128] = arange(1, 1)
// output out: float32[1]
// grid: 128 1 1
// threadgroup: 128 1 1
// expect out = [8256]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

threadgroup float partial[4];
float x = simd_sum(float(a[i]));
if (lane == 0) partial[simdgroup_index_in_threadgroup] = x;
threadgroup_barrier(mem_flags::mem_threadgroup);
if (simdgroup_index_in_threadgroup == 0) {
  float total = lane < simdgroups_per_threadgroup ? partial[lane] : 0.0f;
  total = simd_sum(total);
  if (lane == 0) out[0] = total;
}
