// Plain helper functions that call each other.
//
// kernel: helper_plain
// input a: float32[40] = normal(7)
// output out: float32[40]
// grid: 40 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] / (1 + exp(-a[i])) within 4 ulp
// header:
#include <metal_stdlib>
using namespace metal;
float sigmoid(float x) { return 1.0f / (1.0f + exp(-x)); }
float silu(float x) { return x * sigmoid(x); }
// body:
uint i = thread_position_in_grid.x;
out[i] = silu(a[i]);
