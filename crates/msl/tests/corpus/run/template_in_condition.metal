// A name that is no macro counts as 0 in `#if`, also a template argument.
//
// kernel: template_in_condition
// output out: int32[4]
// template: N=7
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out = fill(2)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
#if N
out[i] = 1;
#else
out[i] = 2;
#endif
