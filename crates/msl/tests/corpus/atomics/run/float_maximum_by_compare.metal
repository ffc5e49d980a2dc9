// A maximum of floats by compare and exchange.
//
// kernel: float_maximum_by_compare
// input a: float32[64] = arange(0, 1)
// output out: float32[1]
// grid: 64 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: -1000
// expect out = [63]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float mine = a[i];
float seen = atomic_load_explicit(&out[0], memory_order_relaxed);
while (seen < mine &&
       !atomic_compare_exchange_weak_explicit(&out[0], &seen, mine, memory_order_relaxed, memory_order_relaxed)) {
}
