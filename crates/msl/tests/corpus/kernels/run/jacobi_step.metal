// A step of relaxation; the border stays.
//
// kernel: jacobi_step
// input a: float32[4, 4] = [3.5, -3.0, -0.25, -1.25, -1.5, 2.0, 3.75, -2.0, 1.25, -1.5, 0.5, -0.75, -2.75,
//   -2.75, -2.25, 3.25]
// output out: float32[4, 4]
// grid: 4 4 1
// threadgroup: 2 2 1
// expect out = [3.5, -3.0, -0.25, -1.25, -1.5, -0.5625, 0.0625, -2.0, 1.25, 0.25, -0.1875, -0.75, -2.75,
//   -2.75, -2.25, 3.25] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint x = thread_position_in_grid.x, y = thread_position_in_grid.y;
uint at = y * 4 + x;
bool border = x == 0 || y == 0 || x == 3 || y == 3;
out[at] = border ? a[at] : 0.25f * (a[at - 1] + a[at + 1] + a[at - 4] + a[at + 4]);
