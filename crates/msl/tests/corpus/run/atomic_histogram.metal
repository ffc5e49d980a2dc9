// Atomics in threadgroup memory, cleared and read around barriers.
//
// kernel: atomic_histogram
// input a: uint32[256] = integers(0, 15, 42)
// output out: uint32[16]
// atomic_outputs: true
// init_value: 0
// grid: 256 1 1
// threadgroup: 128 1 1
// expect out[i] = sum(k, 0, 256, a[k] == i ? 1 : 0)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
threadgroup atomic_uint bins[16];
uint lid = thread_position_in_threadgroup.x;
if (lid < 16) atomic_store_explicit(&bins[lid], 0u, memory_order_relaxed);
threadgroup_barrier(mem_flags::mem_threadgroup);
atomic_fetch_add_explicit(&bins[a[i]], 1u, memory_order_relaxed);
threadgroup_barrier(mem_flags::mem_threadgroup);
if (lid < 16) {
  uint count = atomic_load_explicit(&bins[lid], memory_order_relaxed);
  atomic_fetch_add_explicit(&out[lid], count, memory_order_relaxed);
}
