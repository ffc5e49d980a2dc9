// Rotary positions over pairs that lie half a row apart.
//
// kernel: rotary_halves
// input a: float32[8] = [-0.03125, -0.203125, -0.796875, -1.4375, -0.625, -0.734375, 1.359375, -2.0]
// input position: int32 = 5
// output out: float32[8]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect out = [-0.6081920862197876, 0.1738191694021225, -0.8638195395469666, -1.4274821281433105,
//   -0.14732247591018677, -0.7418580055236816, 1.317849040031433, -2.007162570953369] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float theta = float(position) * exp2(-float(2 * i) / 8.0f * log2(10000.0f));
float c = cos(theta), s = sin(theta);
float x = a[i], y = a[i + 4];
out[i] = x * c - y * s;
out[i + 4] = x * s + y * c;
