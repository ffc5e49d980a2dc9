// Comparisons with NaN, and fmax and fmin that drop it.
//
// kernel: nan_compares
// input a: float32[2] = [1, nan]
// output out: int32[2]
// output top: float32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// expect out = [4, 2]
// expect top = [2, 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
float n = NAN;
out[i] = (x == x ? 4 : 0) + (n != n && x != x ? 2 : 0) + (x < n ? 1 : 0) + (n >= x ? 1 : 0);
top[i] = fmax(x, 2.0f) + 0.0f * fmin(x, 1.0f);
