// Atomic addition, maximum and bits on outputs.
//
// kernel: atomic_outputs
// input a: int32[300] = integers(0, 9, 41)
// output out: int32[4]
// atomic_outputs: true
// init_value: 0
// grid: 300 1 1
// threadgroup: 100 1 1
// reference: atomic_outputs exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
atomic_fetch_add_explicit(&out[0], a[i], memory_order_relaxed);
atomic_fetch_max_explicit(&out[1], a[i], memory_order_relaxed);
atomic_fetch_or_explicit(&out[2], 1 << a[i], memory_order_relaxed);
if (i == 0) atomic_store_explicit(&out[3], 77, memory_order_relaxed);
