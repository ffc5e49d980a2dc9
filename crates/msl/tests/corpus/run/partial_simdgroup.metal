// Only the threads that exist take part in reductions.
//
// kernel: partial_simdgroup
// output sum: uint32[44]
// output mask: uint64[44]
// grid: 44 1 1
// threadgroup: 44 1 1
// expect sum[i] = i < 32 ? 32 : 12
// expect mask[i] = i < 32 ? 4294967295 : 4095
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
sum[i] = simd_sum(1u);
mask[i] = (uint64_t)simd_active_threads_mask();
