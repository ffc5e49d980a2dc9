// popcount, clz, rotate, reverse_bits, mulhi, absdiff, and abs.
//
// kernel: integer_functions
// input a: uint32[3] = [0xf0000001, 1, 0]
// output p: uint32[3]
// output z: uint32[3]
// output r: uint32[3]
// output v: uint32[3]
// output h: uint32[3]
// grid: 3 1 1
// threadgroup: 64 1 1
// expect p = [5, 1, 0]
// expect z = [0, 31, 32]
// expect r = [0x1f, 16, 0]
// expect v = [0x8000000f, 0x80000000, 0]
// expect h = [3, 0, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
uint x = a[i];
p[i] = popcount(x);
z[i] = clz(x);
r[i] = rotate(x, 4u);
v[i] = reverse_bits(x);
h[i] = mulhi(x, 4u);
