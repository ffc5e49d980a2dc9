// Integers and bools as template arguments, as array sizes and in conditions.
//
// kernel: template_int_and_bool
// input a: float32[32] = integers(0, 9, 4)
// output out: float32[8]
// template: N=4, negate=true
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out[i] = -(a[4*i] + a[4*i+1] + a[4*i+2] + a[4*i+3])
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float part[N];
for (int k = 0; k < N; ++k) part[k] = a[i * N + k];
float sum = 0;
for (int k = 0; k < N; ++k) sum += part[k];
if (negate) sum = -sum;
out[i] = sum;
