// Spot test 5: a branchless guard.
//
// kernel: branchless
// input x: float32[200] = normal(14)
// input z: float32[200] = normal(15)
// output out: float32[200]
// grid: 200 1 1
// threadgroup: 64 1 1
// expect out[i] = x[i] > z[i] ? x[i] : z[i]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
  uint i = thread_position_in_grid.x;
  float a = x[i];
  float b = z[i];
  bool cond = a > b;
  float y = cond ? a : b;
  out[i] = y;
