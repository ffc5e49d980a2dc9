// A maximum by compare and exchange.
//
// kernel: atomic_compare_exchange
// input a: int32[100] = integers(-999, 999, 44)
// output out: int32[1]
// atomic_outputs: true
// init_value: -1000
// grid: 100 1 1
// threadgroup: 64 1 1
// reference: maximum exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int old = atomic_load_explicit(&out[0], memory_order_relaxed);
while (old < a[i] && !atomic_compare_exchange_weak_explicit(&out[0], &old, a[i], memory_order_relaxed, memory_order_relaxed)) {
}
