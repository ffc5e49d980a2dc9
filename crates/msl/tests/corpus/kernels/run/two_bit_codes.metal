// Codes of two bits through a table.
//
// kernel: two_bit_codes
// input codes: uint8[2] = [228, 27]
// output out: float32[8]
// grid: 8 1 1
// threadgroup: 32 1 1
// expect out = [-1, -0.25, 0.25, 1, 1, 0.25, -0.25, -1]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

constexpr float levels[4] = {-1.0f, -0.25f, 0.25f, 1.0f};
out[i] = levels[(codes[i / 4] >> (2 * (i % 4))) & 3];
