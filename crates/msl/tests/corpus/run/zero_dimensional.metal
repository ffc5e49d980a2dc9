// Zero-dimensional inputs are values, of several types.
//
// kernel: zero_dimensional
// input scale: float32 = 2.5
// input shift: int32 = -3
// input on: bool_ = true
// output out: float32[6]
// grid: 6 1 1
// threadgroup: 64 1 1
// expect out[i] = i * 2.5 - 3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = on ? float(i) : 0.0f;
out[i] = x * scale + shift;
