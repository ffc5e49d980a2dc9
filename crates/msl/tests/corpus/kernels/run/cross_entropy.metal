// The loss of each row and its gradient.
//
// kernel: cross_entropy
// input a: float32[3, 5] = [1.0, 1.359375, -1.515625, 1.703125, 0.859375, 1.609375, -0.84375, -0.515625,
//   -0.421875, 2.0, 0.359375, -0.5625, -0.28125, -0.90625, -1.8125]
// input target: int32[3] = [1, 4, 0]
// output loss: float32[3]
// output gradient: float32[3, 5]
// grid: 3 1 1
// threadgroup: 32 1 1
// expect loss = [1.3274158239364624, 0.6441713571548462, 0.8418956398963928] atol 1e-5 rtol 1e-5
// expect gradient = [0.1851126253604889, -0.7348384261131287, 0.014959393069148064, 0.37393778562545776,
//   0.16082863509655, 0.3552987277507782, 0.030564339831471443, 0.04243438318371773, 0.046605050563812256,
//   -0.47490251064300537, -0.5691070556640625, 0.1713973581790924, 0.2270646095275879, 0.1215389296412468,
//   0.049106165766716] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint row = thread_position_in_grid.x;
const device float* x = a + row * 5;
float top = x[0];
for (int k = 1; k < 5; ++k) top = max(top, x[k]);
float sum = 0;
for (int k = 0; k < 5; ++k) sum += exp(x[k] - top);
loss[row] = top + log(sum) - x[target[row]];
for (int k = 0; k < 5; ++k) gradient[row * 5 + k] = exp(x[k] - top) / sum - (k == target[row] ? 1.0f : 0.0f);
