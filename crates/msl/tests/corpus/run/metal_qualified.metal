// Library names with `metal::`.
//
// kernel: metal_qualified
// input a: float32[50] = uniform(0.5, 4, 9)
// output out: float32[50]
// grid: 50 1 1
// threadgroup: 64 1 1
// expect out[i] = sqrt(a[i]) + max(a[i], 2) within 2 ulp
// header:
#include <metal_math>
// body:
uint i = thread_position_in_grid.x;
out[i] = metal::sqrt(a[i]) + metal::max(a[i], 2.0f);
