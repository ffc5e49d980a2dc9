// `min3`, `max3`, `median3` of floats and integers.
//
// kernel: of_three
// input a: float32[9] = [3, 1, 2, -1, 5, 5, 0, -2, -7]
// input b: int32[9] = [3, 1, 2, -1, 5, 5, 0, -2, -7]
// output f: float32[9]
// output n: int32[9]
// grid: 3 1 1
// threadgroup: 32 1 1
// expect f = [1, 2, 3, -1, 5, 5, -7, -2, 0]
// expect n = [1, 2, 3, -1, 5, 5, -7, -2, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[3 * i], y = a[3 * i + 1], z = a[3 * i + 2];
f[3 * i] = min3(x, y, z);
f[3 * i + 1] = median3(x, y, z);
f[3 * i + 2] = max3(x, y, z);
int k = b[3 * i], l = b[3 * i + 1], m = b[3 * i + 2];
n[3 * i] = min3(k, l, m);
n[3 * i + 1] = median3(k, l, m);
n[3 * i + 2] = max3(k, l, m);
