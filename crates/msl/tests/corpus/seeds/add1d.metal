// The binding cheat sheet's sum of two arrays.
//
// kernel: add1d
// input in0: float32[100] = normal(3)
// input in1: float32[100] = normal(4)
// input shape: uint32[2] = [100, 1]
// output out: float32[100]
// grid: 128 1 1
// threadgroup: 64 1 1
// expect out[i] = in0[i] + in1[i] within 0.5 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
    uint tid = thread_position_in_grid.x;
    uint m = shape[0]; uint n = shape[1];
    if (tid >= m) return;
    out[tid] = in0[tid] + in1[tid];
