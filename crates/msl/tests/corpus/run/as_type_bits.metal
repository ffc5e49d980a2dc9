// `as_type` between floats, integers and vectors.
//
// kernel: as_type_bits
// input a: float32[4] = [1, -2, 0.5, 0]
// output bits: uint32[4]
// output back: float32[4]
// output low: uint16[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect bits = [0x3f800000, 0xc0000000, 0x3f000000, 0]
// expect back[i] = a[i]
// expect low = [0x3f80, 0xc000, 0x3f00, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
uint u = as_type<uint>(a[i]);
bits[i] = u;
back[i] = as_type<float>(u);
low[i] = as_type<ushort2>(u).y;
