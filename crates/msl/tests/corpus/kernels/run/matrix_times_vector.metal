// A simdgroup for each row.
//
// kernel: matrix_times_vector
// input a: float32[4, 6] = [0.359375, -0.953125, -1.984375, -0.328125, -0.515625, 0.265625, 1.8125,
//   0.765625, 0.0625, 0.46875, 0.703125, -1.78125, 1.59375, 1.125, 1.5, 1.1875, -0.4375, -0.40625,
//   -1.578125, 0.53125, -1.75, -1.734375, -1.171875, -1.34375]
// input x: float32[6] = [-0.640625, -1.796875, -2.0, -1.390625, -1.59375, -0.546875]
// output y: float32[4]
// grid: 128 1 1
// threadgroup: 32 1 1
// expect y = [6.583984375, -3.460205078125, -6.7744140625, 8.57080078125] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint row = threadgroup_position_in_grid.x, lane = thread_index_in_simdgroup;
float sum = 0;
for (uint k = lane; k < 6; k += 32) sum += a[row * 6 + k] * x[k];
sum = simd_sum(sum);
if (lane == 0) y[row] = sum;
