// floor, ceil, round, rint, trunc, fmod, fract, sign.
//
// kernel: rounding_functions
// input a: float32[6] = [2.5, -2.5, 3.5, -0.5, 1.25, -1.75]
// output out: float32[6]
// output m: float32[6]
// output f: float32[6]
// grid: 6 1 1
// threadgroup: 64 1 1
// expect out = [23322, -32322, 34443, -10100, 12111, -21221]
// expect m = [0.5, -0.5, 0.5, -0.5, 0.25, -0.75]
// expect f = [0.5, 0.5, 0.5, 0.5, 0.25, 0.25]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
out[i] = floor(x) * 10000 + ceil(x) * 1000 + round(x) * 100 + rint(x) * 10 + trunc(x);
m[i] = fmod(x, 1.0f);
f[i] = fract(x);
