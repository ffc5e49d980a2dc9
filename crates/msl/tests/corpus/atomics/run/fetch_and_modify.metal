// Every read-modify-write of unsigned integers.
//
// kernel: fetch_and_modify
// output out: uint32[6]
// grid: 64 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 0
// expect out = [128, 63, 255, 0, 4294967232, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

atomic_fetch_add_explicit(&out[0], 2u, memory_order_relaxed);
atomic_fetch_max_explicit(&out[1], i, memory_order_relaxed);
atomic_fetch_or_explicit(&out[2], 1u << (i % 8), memory_order_relaxed);
atomic_fetch_xor_explicit(&out[3], i, memory_order_relaxed);
atomic_fetch_sub_explicit(&out[4], 1u, memory_order_relaxed);
atomic_fetch_min_explicit(&out[5], i, memory_order_relaxed);
