// A built-in that only a comment names still comes into being.
//
// kernel: injected_by_comment
// input a: float32[8] = arange
// output out: float32[8]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out[i] = i
// header:
#include <metal_stdlib>
using namespace metal;
// body:
// thread_index_in_threadgroup and a_shape are named here only.
uint i = thread_position_in_grid.x;
out[i] = a[i];
