// Each thread gets a number of its own.
//
// kernel: tickets
// output out: uint32[65]
// grid: 64 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 0
// expect out[i] = i == 64 ? 64 : 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

uint ticket = atomic_fetch_add_explicit(&out[64], 1u, memory_order_relaxed);
atomic_fetch_add_explicit(&out[ticket], 1u, memory_order_relaxed);
