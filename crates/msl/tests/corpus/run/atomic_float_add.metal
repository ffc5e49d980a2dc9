// Atomic addition of floats, exact because the numbers are whole.
//
// kernel: atomic_float_add
// input a: float32[200] = integers(-9, 9, 43)
// output out: float32[1]
// atomic_outputs: true
// init_value: 0
// grid: 200 1 1
// threadgroup: 64 1 1
// expect out[i] = sum(k, 0, 200, a[k])
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
atomic_fetch_add_explicit(&out[0], a[i], memory_order_relaxed);
