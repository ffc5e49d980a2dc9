// Element types as template arguments.
//
// kernel: template_types
// input a: float16[40] = integers(-8, 8, 3)
// output out: float32[40]
// template: T=float16, U=float32
// grid: 40 1 1
// threadgroup: 64 1 1
// expect out[i] = 2 * a[i] + 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
T value = a[i];
U wide = U(value);
out[i] = U(2) * wide + static_cast<U>(1);
