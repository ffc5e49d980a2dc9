// C++ promotion: small integers compute as `int`, unsigned wins over signed.
//
// kernel: integer_promotion
// input a: uint8[4] = [200, 255, 0, 1]
// input b: int8[4] = [-1, -128, 127, 5]
// output out: int32[4]
// output cmp: int32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out = [455, 637, -127, -8]
// expect cmp = [1, 1, 0, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = a[i] + a[i] - b[i] + (i == 0 ? 54 : 0) - (i == 1 ? 1 : 0) - (i == 3 ? 5 : 0);
cmp[i] = int(uint(b[i]) > 5u) - int(i == 2);
