// Float sums and exchanges.
//
// kernel: floats
// output out: float32[2]
// grid: 64 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 0
// expect out = [32, 2.25]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

atomic_fetch_add_explicit(&out[0], 0.5f, memory_order_relaxed);
if (i == 9) atomic_store_explicit(&out[1], 2.25f, memory_order_relaxed);
