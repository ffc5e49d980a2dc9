// clamp, select, mix, saturate, step, min and max of several types.
//
// kernel: clamp_select_mix
// input a: float32[5] = [-2, 0.25, 0.5, 2, 7]
// output c: float32[5]
// output s: float32[5]
// output m: float32[5]
// output k: int32[5]
// grid: 5 1 1
// threadgroup: 64 1 1
// expect c = [-1, 0.25, 0.5, 1, 1]
// expect s = [-2, 0.25, 9, 9, 9]
// expect m = [6, 3.75, 3.5, 2, -3]
// expect k = [0, 0, 1, 2, 3]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
c[i] = clamp(x, -1.0f, 1.0f);
s[i] = select(x, 9.0f, x >= 0.5f);
m[i] = mix(4.0f, 3.0f, x);
k[i] = clamp(int(i) - 1, 0, 3);
