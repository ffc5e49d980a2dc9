// A one-dimensional convolution with a padded border and constant weights.
//
// kernel: convolution
// input a: float32[12] = [-1.125, 1.8125, -0.40625, -0.046875, 1.953125, 1.328125, -1.359375, -0.28125,
//   0.0625, -0.640625, -1.21875, -0.71875]
// output out: float32[12]
// grid: 12 1 1
// threadgroup: 32 1 1
// expect out = [-1.015625, 0.7265625, 0.26171875, -0.61328125, 0.6328125, 1.4921875, -0.27734375,
//   -0.49609375, 0.12109375, 0.0, -0.58984375, -0.6640625] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
constant float weights[3] = {0.25, 0.5, -0.25};
// body:
uint i = thread_position_in_grid.x;

float sum = 0;
for (int k = -1; k <= 1; ++k) {
  int j = int(i) + k;
  if (j >= 0 && j < 12) sum += weights[k + 1] * a[j];
}
out[i] = sum;
