// Shifts of signed and unsigned integers, and masks.
//
// kernel: shifts
// input a: int32[4] = [-16, 16, 1, -1]
// output s: int32[4]
// output u: uint32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect s = [-4, 4, 0, -1]
// expect u = [0x3ffffffc, 4, 0, 0x3fffffff]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
s[i] = a[i] >> 2;
u[i] = uint(a[i]) >> 2;
