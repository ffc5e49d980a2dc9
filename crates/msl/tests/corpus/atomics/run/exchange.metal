// An exchange gives what was there; the last one stays.
//
// kernel: exchange
// output out: int32[1]
// output seen: int32[1]
// grid: 1 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 3
// expect out = [5]
// expect seen = [3]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int before = atomic_exchange_explicit(&out[0], 5, memory_order_relaxed);
atomic_store_explicit(&seen[0], before, memory_order_relaxed);
