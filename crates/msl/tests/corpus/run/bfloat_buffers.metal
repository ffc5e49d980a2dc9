// bfloat16 buffers, both spellings of the type, rounding to eight bits.
//
// kernel: bfloat_buffers
// input a: bfloat16[4] = [1.0, 256, 3.140625, -0.5]
// output out: bfloat16[4]
// output wide: float32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out = [2, 256, 4.125, 0.5]
// expect wide = [2, 257, 4.140625, 0.5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
bfloat x = a[i];
bfloat16_t one = bfloat16_t(1.0f);
out[i] = x + one;
wide[i] = float(x) + 1.0f;
