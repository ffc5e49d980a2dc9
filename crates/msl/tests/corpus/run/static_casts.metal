// `static_cast` between types of different widths.
//
// kernel: static_casts
// input a: int32[50] = integers(-1000, 1000, 2)
// output out: uint8[50]
// grid: 50 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] % 256
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = static_cast<uchar>(a[i]);
