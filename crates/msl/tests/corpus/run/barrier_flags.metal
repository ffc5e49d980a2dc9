// Barriers with mem_none and mem_device, and threadgroup scalars.
//
// kernel: barrier_flags
// input a: float32[64] = integers(-9, 9, 31)
// output out: float32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect out[i] = a[0] + a[63]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
threadgroup float first;
threadgroup float last;
if (i == 0) first = a[0];
if (i == 63) last = a[63];
threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
float x = first + last;
simdgroup_barrier(mem_flags::mem_none);
out[i] = x;
threadgroup_barrier(mem_flags::mem_none);
