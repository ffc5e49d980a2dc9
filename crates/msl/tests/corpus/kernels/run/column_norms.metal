// A norm for each column of a matrix in row order.
//
// kernel: column_norms
// input a: float32[4, 3] = [-1.21875, -0.140625, -0.9375, 1.5625, -1.5625, 0.5, 0.4375, 1.578125, -0.0625,
//   1.640625, -1.78125, 0.375]
// output out: float32[3]
// grid: 3 1 1
// threadgroup: 32 1 1
// expect out = [2.6095621585845947, 2.8503530025482178, 1.1284668445587158] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float sum = 0;
for (int r = 0; r < 4; ++r) sum = fma(a[r * 3 + i], a[r * 3 + i], sum);
out[i] = sqrt(sum);
