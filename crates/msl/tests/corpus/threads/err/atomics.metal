// Atomics are reached by their functions alone.
#include <metal_stdlib>
using namespace metal;
kernel void atomics(device atomic_int* counter, device int* plain, device atomic_float* sum) {
  counter[0] = 1; //~ error[type-mismatch] `atomic<int>` is changed by atomic functions only
  int n = counter[0]; //~ error[type-mismatch] expected `int` to initialize this, found `atomic<int>`
  counter[0] += 2; //~ error[type-mismatch] `atomic<int>` is changed by atomic functions only
  atomic_fetch_add_explicit(plain, 1, memory_order_relaxed); //~ error[no-matching-function]
  atomic_fetch_add_explicit(counter, 1); //~ error[wrong-argument-count] expected 3 arguments for `atomic_fetch_add_explicit`, found 2
  atomic_fetch_add_explicit(counter[0], 1, memory_order_relaxed); //~ error[no-matching-function]
  atomic_fetch_and_explicit(sum, 1, memory_order_relaxed); //~ error[no-matching-function]
  atomic_store_explicit(counter, 1, memory_order_seqcst); //~ error[undeclared-identifier] `memory_order_seqcst` is not declared here
}
