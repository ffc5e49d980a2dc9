// Scores, softmax and the weighted sum of values, with a running maximum.
//
// kernel: attention_of_one_query
// input q: float32[4] = [-1.6875, -1.40625, -0.984375, 0.96875]
// input k: float32[5, 4] = [-0.78125, 0.265625, -1.953125, -1.75, -0.921875, 0.6875, 0.765625, 0.703125,
//   -0.84375, 0.0625, -0.140625, -0.140625, -1.53125, 1.578125, -1.203125, 1.90625, 1.75, -1.9375,
//   -0.171875, 1.28125]
// input v: float32[5, 4] = [1.875, -0.203125, -0.921875, -1.15625, 1.78125, -1.15625, 0.328125, -1.4375,
//   0.09375, 1.8125, -1.46875, 1.28125, 0.03125, 1.546875, 0.8125, -1.078125, 1.59375, -0.0625, -1.90625,
//   -1.984375]
// output out: float32[4]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect out = [0.7234205603599548, 0.8133270740509033, -0.25205618143081665,
//   -0.8860785961151123] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float top = -INFINITY, sum = 0, acc = 0;
for (int t = 0; t < 5; ++t) {
  float score = 0;
  for (int d = 0; d < 4; ++d) score += q[d] * k[t * 4 + d];
  score *= 0.5f;
  float next = max(top, score), factor = exp(top - next), weight = exp(score - next);
  sum = sum * factor + weight;
  acc = acc * factor + weight * v[t * 4 + i];
  top = next;
}
out[i] = acc / sum;
