// A read and a write beyond the end.
//
// kernel: finding_out_of_bounds
// input a: float32[10] = arange
// output out: float32[10]
// grid: 12 1 1
// threadgroup: 64 1 1
// findings: out-of-bounds, out-of-bounds
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
out[i] = x;
