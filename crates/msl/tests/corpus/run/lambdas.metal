// A lambda with captures.
//
// kernel: lambdas
// input a: float32[12] = integers(-9, 9, 28)
// output out: float32[12]
// grid: 12 1 1
// threadgroup: 64 1 1
// expect out[i] = (a[i] + 2) * 3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float bias = 2;
auto shifted = [&](float x) { return (x + bias) * 3; };
out[i] = shifted(a[i]);
