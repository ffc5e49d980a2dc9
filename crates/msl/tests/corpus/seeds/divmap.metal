// Spot test 1, slow form: a one-dimensional grid with division and remainder.
//
// kernel: divmap
// input in0: float32[851] = normal(10)
// input shape: uint32[2] = [37, 23]
// output out: float32[851]
// grid: 1024 1 1
// threadgroup: 256 1 1
// expect out[i] = in0[i] * 2
// header:
#include <metal_stdlib>
using namespace metal;
// body:
  uint gid = thread_position_in_grid.x;
  uint n = shape[0];
  uint k = shape[1];
  uint total = n * k;
  if (gid >= total) return;
  uint col = gid % k;     // non-constant modulus
  uint row = gid / k;     // non-constant division
  out[gid] = in0[row * k + col] * 2.0f;
