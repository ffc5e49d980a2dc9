// Bool buffers, logic with short circuits.
//
// kernel: bool_buffers
// input m: bool_[8] = [1, 0, 1, 1, 0, 0, 1, 0]
// input a: int32[8] = [0, 1, 2, 0, 4, 0, 6, 7]
// output out: bool_[8]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out = [0, 0, 1, 0, 1, 1, 1, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
bool x = m[i];
out[i] = (x && a[i] != 0 && 12 / a[i] > 1) || (!x && a[i] % 4 == 0);
