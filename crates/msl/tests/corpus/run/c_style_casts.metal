// C-style casts between integers and floats.
//
// kernel: c_style_casts
// input a: float32[50] = uniform(-100, 100, 1)
// output out: int32[50]
// grid: 50 1 1
// threadgroup: 64 1 1
// expect out[i] = trunc(a[i]) + 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = (int)a[i] + (int)true;
