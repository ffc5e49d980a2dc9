// A sum a threadgroup: simd_sum, a partial for each simdgroup, combined on thread 0 and broadcast.
//
// kernel: simd_reduce
// input x: float32[1000] = normal(16)
// output out: float32[4]
// output centered: float32[1000]
// grid: 1000 1 1
// threadgroup: 256 1 1
// reference: simd_reduce atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
  threadgroup float partial[32];
  threadgroup float total;
  uint gid = thread_position_in_grid.x;
  uint lid = thread_index_in_threadgroup;
  float value = x[gid];
  float sum = simd_sum(value);
  if (thread_index_in_simdgroup == 0) {
    partial[simdgroup_index_in_threadgroup] = sum;
  }
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (lid == 0) {
    float all = 0.0f;
    for (uint s = 0; s < simdgroups_per_threadgroup; ++s) all += partial[s];
    total = all;
    out[threadgroup_position_in_grid.x] = all;
  }
  threadgroup_barrier(mem_flags::mem_threadgroup);
  centered[gid] = value - total / float(threads_per_threadgroup.x);
