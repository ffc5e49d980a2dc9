// Vector arithmetic, splats, swizzles and element access.
//
// kernel: vectors
// input a: float32[32] = integers(-9, 9, 18)
// output out: float32[32]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out[i] = i % 4 == 0 ? a[i + 3] * 2 + 1 : (i % 4 == 1 ? a[i + 1] * 2 + 1 : (i % 4 == 2 ? a[i - 1] * 2 + 1 : a[i - 3] * 2 + 1))
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float4 v = float4(a[4 * i], a[4 * i + 1], a[4 * i + 2], a[4 * i + 3]);
v = v * 2.0f + 1.0f;
float4 w = v.wzyx;
for (int k = 0; k < 4; ++k) out[4 * i + k] = w[k];
