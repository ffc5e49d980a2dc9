// A product with weights of four bits, eight in a word, with a scale and a bias for each row.
//
// kernel: four_bit_product
// input w: uint32[3, 4] = [3916011089, 1575813, 3486771190, 3158746985, 366485569, 1578727874, 2864189061,
//   2690345239, 544640812, 2428617768, 1336689273, 654627145]
// input scales: float32[3] = [0.5, 0.25, 1.5]
// input biases: float32[3] = [-4.0, -2.0, -8.0]
// input x: float32[32] = [-0.9375, -0.734375, -0.28125, -0.796875, 0.671875, 0.109375, 0.25, 0.25,
//   0.359375, -0.015625, -1.0, 0.59375, 0.5, 0.0, 0.078125, 0.3125, -0.875, 0.46875, -0.5, -0.84375,
//   -0.46875, 0.453125, -0.59375, 0.484375, 0.953125, -0.015625, -0.234375, -0.046875, 0.375, 0.53125,
//   0.234375, 0.28125]
// output y: float32[3]
// grid: 96 1 1
// threadgroup: 32 1 1
// expect y = [0.8359375, 3.88671875, -18.0859375] atol 1e-4 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint row = threadgroup_position_in_grid.x, lane = thread_index_in_simdgroup;
float sum = 0, total = 0;
if (lane < 4) {
  uint word = w[row * 4 + lane];
  for (uint k = 0; k < 8; ++k) {
    float value = x[lane * 8 + k];
    sum += float((word >> (4 * k)) & 0xf) * value;
    total += value;
  }
}
sum = simd_sum(sum);
total = simd_sum(total);
if (lane == 0) y[row] = scales[row] * sum + biases[row] * total;
