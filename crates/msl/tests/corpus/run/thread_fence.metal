// A message passed through device memory: fences order the value and the flag.
//
// kernel: thread_fence
// output out: int32[2]
// atomic_outputs: true
// init_value: 0
// grid: 2 1 1
// threadgroup: 2 1 1
// expect out = [41, 42]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup int letter;
uint i = thread_position_in_grid.x;
if (i == 0) {
  letter = 42;
  atomic_thread_fence(mem_flags::mem_threadgroup, memory_order_release, thread_scope_threadgroup);
  atomic_store_explicit(&out[0], 41, memory_order_relaxed);
}
threadgroup_barrier(mem_flags::mem_device | mem_flags::mem_threadgroup);
if (i == 1 && atomic_load_explicit(&out[0], memory_order_relaxed) == 41) {
  atomic_thread_fence(mem_flags::mem_device, memory_order_acquire);
  atomic_store_explicit(&out[1], letter, memory_order_relaxed);
}
metal::atomic_thread_fence(mem_flags::mem_none, memory_order_seq_cst);
