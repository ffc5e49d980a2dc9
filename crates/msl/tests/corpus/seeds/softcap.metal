// The soft cap as the shader note ports it; the cap is a second, zero-dimensional input.
//
// kernel: softcap
// input input: float32[500] = uniform(-60, 60, 11)
// input shape: int32[1] = [500]
// input cap: float32 = 15.0
// output out: float32[500]
// grid: 512 1 1
// threadgroup: 256 1 1
// expect out[i] = cap * tanh(input[i] / cap) within 8 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
  int size = int(shape[0]);
  uint id = thread_position_in_grid.x;
  if (id >= size) return;
  float val = input[id];
  out[id] = cap * tanh(val / cap);
