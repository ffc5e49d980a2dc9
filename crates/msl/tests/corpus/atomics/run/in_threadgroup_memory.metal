// Counters of a threadgroup, then one addition a group.
//
// kernel: in_threadgroup_memory
// input a: int32[128] = integers(0, 3, 3)
// output out: uint32[4]
// grid: 128 1 1
// threadgroup: 32 1 1
// atomic_outputs: true
// init_value: 0
// expect out[i] = sum(k, 0, 128, a[k] == i)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

threadgroup atomic_uint counts[4];
uint lid = thread_index_in_threadgroup;
if (lid < 4) atomic_store_explicit(&counts[lid], 0u, memory_order_relaxed);
threadgroup_barrier(mem_flags::mem_threadgroup);
atomic_fetch_add_explicit(&counts[a[i]], 1u, memory_order_relaxed);
threadgroup_barrier(mem_flags::mem_threadgroup);
if (lid < 4) atomic_fetch_add_explicit(&out[lid], atomic_load_explicit(&counts[lid], memory_order_relaxed), memory_order_relaxed);
