// A plain pointer that is cast to one of atomics.
//
// kernel: cast_from_plain
// output out: uint32[1]
// grid: 16 1 1
// threadgroup: 16 1 1
// init_value: 0
// expect out = [120]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

device atomic_uint* counter = (device atomic_uint*)out;
atomic_fetch_add_explicit(counter, i, memory_order_relaxed);
