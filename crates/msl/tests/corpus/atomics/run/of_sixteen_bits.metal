// Sums of halves by compare and exchange of whole words, as kernels do where no atomic half exists.
//
// kernel: of_sixteen_bits
// input a: float16[16] = arange(1, 1)
// output out: uint32[1]
// grid: 16 1 1
// threadgroup: 16 1 1
// init_value: 0
// expect out = [1417696256]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

device atomic_uint* word = (device atomic_uint*)out;
uint seen = atomic_load_explicit(word, memory_order_relaxed);
while (true) {
  half2 pair = as_type<half2>(seen);
  pair[i % 2] += a[i];
  if (atomic_compare_exchange_weak_explicit(word, &seen, as_type<uint>(pair), memory_order_relaxed, memory_order_relaxed)) break;
}
