// `log1p` for float, from the prelude.
//
// kernel: log1p_prelude
// input a: float32[30] = uniform(-0.5, 2, 45)
// output out: float32[30]
// grid: 30 1 1
// threadgroup: 64 1 1
// expect out[i] = log(1 + a[i]) atol 1e-7 rtol 1e-6
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = log1p(a[i]);
