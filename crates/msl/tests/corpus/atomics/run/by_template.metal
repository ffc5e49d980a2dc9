// An atomic of a template type, behind a reference and a pointer.
//
// kernel: by_template
// output out: int32[2]
// grid: 10 1 1
// threadgroup: 10 1 1
// atomic_outputs: true
// init_value: 0
// expect out = [45, 70]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T>
void raise(device atomic<T>* at, T by) {
  atomic_fetch_add_explicit(at, by, memory_order_relaxed);
}
// body:
uint i = thread_position_in_grid.x;

raise(out, int(i));
raise(&out[1], 7);
