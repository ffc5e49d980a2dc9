// Functions with a result through a reference.
//
// kernel: sincos_and_friends
// input a: float32[32] = uniform(-3, 3, 17)
// output s: float32[32]
// output c: float32[32]
// grid: 32 1 1
// threadgroup: 64 1 1
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
