// Threadgroup pointers and helpers that take them.
//
// kernel: threadgroup_pointers
// input a: float32[64] = integers(-9, 9, 23)
// output out: float32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect out[i] = a[63 - i]
// header:
#include <metal_stdlib>
using namespace metal;
float pick(threadgroup const float* tile, uint at) {
  return tile[at];
}
// body:
uint i = thread_position_in_grid.x;
threadgroup float tile[64];
threadgroup float* mine = tile + i;
*mine = a[i];
threadgroup_barrier(mem_flags::mem_threadgroup);
out[i] = pick(tile, 63 - i);
