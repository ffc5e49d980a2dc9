// Complex buffers and arithmetic.
//
// kernel: complex_numbers
// input a: complex64[3] = [1+2i, 0-1i, 2+0i]
// input b: complex64[3] = [3-1i, 0+1i, -1.5+0.5i]
// output sum: complex64[3]
// output product: complex64[3]
// output re: float32[3]
// grid: 3 1 1
// threadgroup: 64 1 1
// expect sum = [4+1i, 0+0i, 0.5+0.5i]
// expect product = [5+5i, 1+0i, -3+1i]
// expect re = [1, 0, 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
complex64_t x = a[i];
complex64_t y = b[i];
sum[i] = x + y;
product[i] = x * y;
re[i] = x.real;
