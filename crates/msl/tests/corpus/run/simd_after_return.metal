// Threads that returned early take no part any more.
//
// kernel: simd_after_return
// output out: int32[32]
// init_value: -1
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = i < 20 ? 20 : -1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
if (i >= 20) return;
out[i] = simd_sum(1);
