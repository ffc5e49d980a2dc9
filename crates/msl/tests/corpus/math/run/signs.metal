// `sign`, `abs`, `copysign`, `fdim`.
//
// kernel: signs
// input a: float32[8] = [-2.5, -1.0, -0.30000001192092896, 0.0, 0.4000000059604645, 1.0, 2.0, 7.5]
// output o0: float32[8]
// output o1: float32[8]
// output o2: float32[8]
// output o3: float32[8]
// output o4: float32[8]
// grid: 8 1 1
// threadgroup: 32 1 1
// expect o0 = [-1.0, -1.0, -1.0, 0.0, 1.0, 1.0, 1.0, 1.0] exact
// expect o1 = [2.5, 1.0, 0.30000001192092896, 0.0, 0.4000000059604645, 1.0, 2.0, 7.5] exact
// expect o2 = [2.5, 1.0, 0.30000001192092896, 0.0, 0.4000000059604645, 1.0, 2.0, 7.5] exact
// expect o3 = [-2.0, -2.0, -2.0, 2.0, 2.0, 2.0, 2.0, 2.0] exact
// expect o4 = [0, 0, 0, 0, 0, 0.0, 1.0, 6.5] exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = sign(x);
o1[i] = fabs(x);
o2[i] = abs(x);
o3[i] = copysign(2.0f, x);
o4[i] = fdim(x, 1.0f);
