// A 32-bit generator: shifts and xors that wrap.
//
// kernel: xorshift
// output out: uint32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out = [270369, 540738, 811107, 1081476]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
uint x = i + 1;
x ^= x << 13;
x ^= x >> 17;
x ^= x << 5;
out[i] = x;
