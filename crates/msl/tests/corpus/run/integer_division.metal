// Division and remainder go toward zero.
//
// kernel: integer_division
// input a: int32[6] = [7, -7, 7, -7, 0, -1]
// input b: int32[6] = [2, 2, -2, -2, 5, 3]
// output q: int32[6]
// output r: int32[6]
// grid: 6 1 1
// threadgroup: 64 1 1
// expect q = [3, -3, -3, 3, 0, 0]
// expect r = [1, -1, 1, -1, 0, -1]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
q[i] = a[i] / b[i];
r[i] = a[i] % b[i];
