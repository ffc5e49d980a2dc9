// `sincos` gives one and stores the other.
//
// kernel: sine_and_cosine_at_once
// input a: float32[4] = [0.0, 0.5, 1.0, 2.0]
// output s: float32[4]
// output c: float32[4]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect s[i] = sin(a[i]) atol 1e-6 rtol 1e-6
// expect c[i] = cos(a[i]) atol 1e-6 rtol 1e-6
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float cosine;
s[i] = sincos(a[i], cosine);
c[i] = cosine;
