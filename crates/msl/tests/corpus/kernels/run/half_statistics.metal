// Mean and variance of halves by Welford, merged over lanes.
//
// kernel: half_statistics
// input a: float16[32] = [-3.0, 0.25, 3.0, -1.375, -1.125, 2.0, -1.5, 0.125, 0.25, -2.875, -0.5, 0.875,
//   -2.625, -1.875, 2.25, 0.875, -2.5, -1.625, -0.5, -0.75, 0.0, 1.125, 1.25, -0.875, -0.625, -3.0, -1.25,
//   2.125, -2.625, 0.0, -1.75, 1.625]
// output mean: float32[1]
// output variance: float32[1]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect mean = [-0.45703125] atol 1e-5 rtol 1e-5
// expect variance = [2.7418060302734375] atol 1e-4 rtol 1e-4
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
float count = 1, mu = float(a[lane]), m2 = 0;
for (ushort step = 1; step < 32; step *= 2) {
  float other_count = simd_shuffle_xor(count, step), other_mu = simd_shuffle_xor(mu, step), other_m2 = simd_shuffle_xor(m2, step);
  float delta = other_mu - mu, total = count + other_count;
  mu += delta * other_count / total;
  m2 += other_m2 + delta * delta * count * other_count / total;
  count = total;
}
if (lane == 0) { mean[0] = mu; variance[0] = m2 / count; }
