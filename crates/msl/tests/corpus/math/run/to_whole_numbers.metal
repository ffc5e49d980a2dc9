// The five ways to a whole number.
//
// kernel: to_whole_numbers
// input a: float32[8] = [-2.5, -1.5, -0.699999988079071, -0.20000000298023224, 0.20000000298023224, 0.5,
//   1.5, 2.5]
// output o0: float32[8]
// output o1: float32[8]
// output o2: float32[8]
// output o3: float32[8]
// output o4: float32[8]
// grid: 8 1 1
// threadgroup: 32 1 1
// expect o0 = [-3, -2, -1, -1, 0, 0, 1, 2] exact
// expect o1 = [-2, -1, 0, 0, 1, 1, 2, 3] exact
// expect o2 = [-2, -1, 0, 0, 0, 0, 1, 2] exact
// expect o3 = [-3.0, -2.0, -1.0, -0.0, 0.0, 1.0, 2.0, 3.0] exact
// expect o4 = [-2.0, -2.0, -1.0, 0.0, 0.0, 0.0, 2.0, 2.0] exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = floor(x);
o1[i] = ceil(x);
o2[i] = trunc(x);
o3[i] = round(x);
o4[i] = rint(x);
