// Conversions of floats to unsigned and small integers within range.
//
// kernel: float_to_uint
// input a: float32[4] = [0.9, 255.5, 3000000000, 7]
// output u: uint32[4]
// output c: uint8[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect u = [0, 255, 3000000000, 7]
// expect c = [0, 255, 0, 7]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
u[i] = uint(a[i]);
c[i] = uchar(u[i]);
