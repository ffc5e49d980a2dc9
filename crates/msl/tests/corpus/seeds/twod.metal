// Spot test 1, fast form: a two-dimensional grid.
//
// kernel: twod
// input in0: float32[851] = normal(10)
// input shape: uint32[2] = [37, 23]
// output out: float32[851]
// grid: 32 64 1
// threadgroup: 32 32 1
// expect out[i] = in0[i] * 2
// header:
#include <metal_stdlib>
using namespace metal;
// body:
  uint2 g = thread_position_in_grid.xy;
  uint n = shape[0];
  uint k = shape[1];
  if (g.x >= k || g.y >= n) return;
  uint idx = g.y * k + g.x;
  out[idx] = in0[idx] * 2.0f;
