// Literals without a suffix are floats; hexadecimal, unsigned and half ones.
//
// kernel: literals
// output out: float32[6]
// grid: 6 1 1
// threadgroup: 64 1 1
// expect out = [0.10000000149011612, 0, 255, 4294967296, 0.0999755859375, 1000]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float values[6];
values[0] = 0.1;
values[1] = 0.1 - 0.1f;
values[2] = 0xff;
values[3] = 0xFFFFFFFFu;
values[4] = 0.1h;
values[5] = 1e3;
out[i] = values[i];
