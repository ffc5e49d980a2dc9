// Atomic sums of 8- and 16-bit numbers in words of 32 bits: a union of the word and its numbers, a
// functor that says how to combine, and a loop around compare-and-exchange.
//
// kernel: packed_atomics
// input x: int32[96] = integers(0, 4, 7)
// output sums: float32[4]
// output largest: float32[4]
// grid: 96 1 1
// threadgroup: 96 1 1
// expect sums[i] = 24 + i * 24
// expect largest[i] = 92 + i
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T> constexpr constant uint per_word = sizeof(uint) / sizeof(T);
template <typename T> union Word { T parts[per_word<T>]; uint bits; };
template <typename T> struct Add { static bool needed(T, T) { return true; } T operator()(T a, T b) const { return a + b; } };
template <typename T> struct Max { static bool needed(T a, T b) { return a > b; } T operator()(T a, T b) const { return max(a, b); } };
template <typename T, typename Op>
void update(threadgroup atomic_uint* words, T with, uint at) {
  Op op;
  threadgroup atomic_uint* word = words + at / per_word<T>;
  Word<T> old;
  old.bits = atomic_load_explicit(word, memory_order_relaxed);
  while (Op::needed(with, old.parts[at % per_word<T>])) {
    Word<T> next = old;
    next.parts[at % per_word<T>] = op(with, old.parts[at % per_word<T>]);
    if (atomic_compare_exchange_weak_explicit(word, &old.bits, next.bits, memory_order_relaxed, memory_order_relaxed)) break;
  }
}
// body:
threadgroup atomic_uint halves[2];
threadgroup atomic_uint bytes[1];
uint i = thread_index_in_threadgroup;
if (i < 2) atomic_store_explicit(&halves[i], 0u, memory_order_relaxed);
if (i == 2) atomic_store_explicit(&bytes[0], 0u, memory_order_relaxed);
threadgroup_barrier(mem_flags::mem_threadgroup);
update<half, Add<half>>(halves, half(i % 4 + 1) + half(x[i]) * half(0), i % 4);
update<uint8_t, Max<uint8_t>>(bytes, uint8_t(i), i % 4);
threadgroup_barrier(mem_flags::mem_threadgroup);
if (i < 4) {
  Word<half> sum;
  sum.bits = atomic_load_explicit(&halves[i / 2], memory_order_relaxed);
  sums[i] = sum.parts[i % 2];
  Word<uint8_t> top;
  top.bits = atomic_load_explicit(&bytes[0], memory_order_relaxed);
  largest[i] = top.parts[i];
}
