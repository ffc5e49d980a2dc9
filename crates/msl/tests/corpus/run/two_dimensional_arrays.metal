// Arrays of arrays in thread memory, with an initialiser.
//
// kernel: two_dimensional_arrays
// output out: int32[6]
// grid: 6 1 1
// threadgroup: 64 1 1
// expect out = [11, 12, 13, 21, 22, 23]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int m[2][3] = {{1, 2, 3}, {4, 5, 6}};
for (int r = 0; r < 2; ++r)
  for (int c = 0; c < 3; ++c) m[r][c] += 10 + 7 * r;
out[i] = m[i / 3][i % 3];
