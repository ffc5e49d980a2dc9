// More threads than elements, with an early return.
//
// kernel: unused_threads
// input a: float32[10] = arange
// output out: float32[10]
// grid: 64 1 1
// threadgroup: 32 1 1
// expect out[i] = a[i]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
if (i >= 10) { return; }
out[i] = a[i];
