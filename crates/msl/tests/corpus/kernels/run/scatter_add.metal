// Sums into rows that several threads name.
//
// kernel: scatter_add
// input values: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// input ids: int32[8] = [0, 2, 2, 1, 0, 3, 3, 3]
// output out: float32[4]
// grid: 8 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 0
// expect out[i] = sum(k, 0, 8, ids[k] == i ? values[k] : 0)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

atomic_fetch_add_explicit(&out[ids[i]], values[i], memory_order_relaxed);
