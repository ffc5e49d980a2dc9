// Area functions.
//
// kernel: inverse_hyperbolic
// input a: float32[6] = [1.0, 1.0099999904632568, 1.5, 2.0, 9.0, 100.0]
// output o0: float32[6]
// output o1: float32[6]
// output o2: float32[6]
// grid: 6 1 1
// threadgroup: 32 1 1
// expect o0 = [0.8813735842704773, 0.8884270191192627, 1.19476318359375, 1.4436354637145996,
//   2.893444061279297, 5.298342227935791] atol 2e-6 rtol 1e-5
// expect o1 = [0.0, 0.14130370318889618, 0.9624236226081848, 1.316957950592041, 2.887270927429199,
//   5.29829216003418] atol 2e-6 rtol 1e-5
// expect o2 = [1.4722193479537964, 1.4271889925003052, 0.6931471824645996, 0.4847002625465393,
//   0.10033534467220306, 0.009000242687761784] atol 2e-6 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = asinh(x);
o1[i] = acosh(x);
o2[i] = atanh(0.9f / x);
