// Exponential gates that are kept in range by a running maximum.
//
// kernel: stabilised_gates
// input forget: float32[4] = [-0.5, -2.0, -0.10000000149011612, -30.0]
// input input: float32[4] = [1.0, 80.0, -3.0, 2.0]
// output top: float32[4]
// output scale: float32[4]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect top = [1.0, 80.0, 79.9000015258789, 49.900001525878906] atol 1e-5 rtol 1e-5
// expect scale = [1.0, 1.0, 1.0, 1.0] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float m = 0, n = 0;
for (int t = 0; t < 4; ++t) {
  float next = max(forget[t] + m, input[t]);
  n = n * exp(forget[t] + m - next) + exp(input[t] - next);
  m = next;
  top[t] = m;
  scale[t] = n;
}
