// Common functions of the math library.
//
// kernel: math_functions
// input a: float32[64] = uniform(0.1, 3, 15)
// output e: float32[64]
// output l: float32[64]
// output s: float32[64]
// output t: float32[64]
// output p: float32[64]
// output r: float32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect e[i] = exp2(a[i]) within 4 ulp
// expect l[i] = log2(a[i]) atol 1e-6 rtol 1e-6
// expect s[i] = sin(a[i]) + cos(a[i]) atol 1e-6 rtol 1e-6
// expect t[i] = tanh(a[i]) within 6 ulp
// expect p[i] = pow(a[i], 1.5) within 16 ulp
// expect r[i] = rsqrt(a[i]) within 2 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
e[i] = exp2(x);
l[i] = log2(x);
s[i] = sin(x) + cos(x);
t[i] = tanh(x);
p[i] = pow(x, 1.5f);
r[i] = rsqrt(x);
