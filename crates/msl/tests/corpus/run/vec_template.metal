// `vec<T, N>` and vectors of template types.
//
// kernel: vec_template
// input a: float16[16] = integers(-9, 9, 19)
// output out: float16[16]
// template: T=float16
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] + i % 4
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
vec<T, 4> v = {a[4 * i], a[4 * i + 1], a[4 * i + 2], a[4 * i + 3]};
v += vec<T, 4>(0, 1, 2, 3);
for (uint k = 0; k < 4; k++) out[4 * i + k] = v[k];
