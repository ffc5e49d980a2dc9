// Every atomic operation, in device and threadgroup memory, with each memory order.
//
// kernel: atomic_orders
// output out: int32[14]
// atomic_outputs: true
// init_value: 12
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [13, 5, 17, 7, -5, 50, 8, 15, 9, 7, 108, 69, 1, 21]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup atomic_int cell;
atomic_store_explicit(&cell, 12, memory_order_release);
int found = 0;
atomic_store_explicit(&out[0], atomic_load_explicit(&out[0], memory_order_acquire) + 1, memory_order_seq_cst);
found += atomic_exchange_explicit(&out[1], 5, memory_order_acq_rel);
found += atomic_fetch_add_explicit(&out[2], 5, memory_order_relaxed);
found += atomic_fetch_sub_explicit(&out[3], 5, memory_order_acquire);
found += atomic_fetch_min_explicit(&out[4], -5, memory_order_release);
found += atomic_fetch_max_explicit(&out[5], 50, memory_order_acq_rel);
found += atomic_fetch_and_explicit(&out[6], 9, memory_order_seq_cst);
found += atomic_fetch_or_explicit(&out[7], 3, memory_order_relaxed);
found += atomic_fetch_xor_explicit(&out[8], 5, memory_order_relaxed);
int expected = 11;
bool swapped = atomic_compare_exchange_weak_explicit(&out[9], &expected, 7, memory_order_seq_cst, memory_order_acquire);
found += swapped ? 1000 : expected;
while (!atomic_compare_exchange_weak_explicit(&out[9], &expected, 7, memory_order_relaxed, memory_order_relaxed)) {}
atomic_store_explicit(&out[10], found, memory_order_relaxed);
int shared = atomic_fetch_add_explicit(&cell, 3, memory_order_seq_cst);
shared += atomic_fetch_max_explicit(&cell, 40, memory_order_acq_rel);
shared += atomic_exchange_explicit(&cell, 2, memory_order_release);
shared += atomic_fetch_xor_explicit(&cell, 3, memory_order_relaxed);
atomic_store_explicit(&out[11], shared, memory_order_relaxed);
atomic_store_explicit(&out[12], atomic_load_explicit(&cell, memory_order_seq_cst), memory_order_relaxed);
threadgroup atomic_bool flag;
atomic_store_explicit(&flag, true, memory_order_relaxed);
int was = atomic_exchange_explicit(&flag, false, memory_order_relaxed);
was += atomic_load_explicit(&flag, memory_order_relaxed) ? 10 : 20;
atomic_store_explicit(&out[13], was, memory_order_relaxed);
