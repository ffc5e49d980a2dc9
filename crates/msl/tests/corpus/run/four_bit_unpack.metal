// Nibbles by shifts and masks.
//
// kernel: four_bit_unpack
// input packed: uint32[2] = [0x76543210, 0xfedcba98]
// output out: uint8[16]
// grid: 16 1 1
// threadgroup: 64 1 1
// expect out[i] = i
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = (packed[i / 8] >> (4 * (i % 8))) & 0xF;
