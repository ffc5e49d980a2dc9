// Device pointer variables, arithmetic, and assignment to a parameter.
//
// kernel: pointer_arithmetic
// input a: float32[6, 10] = normal(22)
// output out: float32[6]
// grid: 6 1 1
// threadgroup: 64 1 1
// expect out[i] = a[10 * i + 3] + a[10 * i + 9] within 1 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
const device float* row = a + i * 10;
const device float* third = row + 3;
row += 9;
a += i * 10;
out[i] = *third + row[0] + (a[9] - *row);
