// Signed atomics compare as signed numbers.
//
// kernel: signed
// output out: int32[4]
// grid: 64 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 0
// expect out = [-63, 5, 0, 64]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

atomic_fetch_min_explicit(&out[0], -int(i), memory_order_relaxed);
atomic_fetch_max_explicit(&out[1], 5 - int(i), memory_order_relaxed);
atomic_fetch_and_explicit(&out[2], int(i), memory_order_relaxed);
atomic_fetch_add_explicit(&out[3], i % 2 ? 3 : -1, memory_order_relaxed);
