// An array of structs in threadgroup memory.
//
// kernel: struct_in_threadgroup
// input a: float32[32] = integers(-9, 9, 25)
// output best: float32[1]
// output at: int32[1]
// grid: 32 1 1
// threadgroup: 64 1 1
// reference: argmax exact
// header:
#include <metal_stdlib>
using namespace metal;
struct Entry {
  float value;
  int index;
};
// body:
uint i = thread_position_in_grid.x;
threadgroup Entry entries[32];
entries[i].value = a[i];
entries[i].index = int(i);
threadgroup_barrier(mem_flags::mem_threadgroup);
for (uint step = 16; step > 0; step /= 2) {
  if (i < step) {
    Entry other = entries[i + step];
    if (other.value > entries[i].value || (other.value == entries[i].value && other.index < entries[i].index)) {
      entries[i] = other;
    }
  }
  threadgroup_barrier(mem_flags::mem_threadgroup);
}
if (i == 0) {
  best[0] = entries[0].value;
  at[0] = entries[0].index;
}
