// `fast::` and `precise::` forms.
//
// kernel: fast_and_precise
// input a: float32[64] = uniform(-3, 3, 16)
// output x: float32[64]
// output y: float32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect x[i] = exp(a[i]) atol 1e-6 rtol 1e-5
// expect y[i] = exp(a[i]) within 4 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
x[i] = fast::exp(a[i]);
y[i] = precise::exp(a[i]);
