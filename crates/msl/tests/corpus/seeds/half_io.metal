// Spot test 4: half input and output with a sum kept in float.
//
// kernel: half_io
// input in_h: float16[40, 33] = normal(12)
// input w: float32[33] = normal(13)
// output out_h: float16[40]
// grid: 40 1 1
// threadgroup: 32 1 1
// reference: half_io within 1 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
  uint row = thread_position_in_grid.x;
  float acc = 0.0f;
  for (uint j = 0; j < 33; ++j) {
    uint i = row * 33 + j;
    float b = w[j];
    half ha = in_h[i];
    float a = float(ha);
    acc = fma(a, b, acc);
  }
  out_h[row] = half(acc);
