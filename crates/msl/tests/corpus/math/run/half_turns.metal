// Functions of multiples of pi.
//
// kernel: half_turns
// input a: float32[8] = [-1.0, -0.8999999761581421, -0.5, -0.10000000149011612, 0.0, 0.25, 0.75, 1.0]
// output o0: float32[8]
// output o1: float32[8]
// grid: 8 1 1
// threadgroup: 32 1 1
// expect o0 = [-1.2246468525851679e-16, -0.3090170621871948, -1.0, -0.30901700258255005, 0.0,
//   0.7071067690849304, 0.7071067690849304, 1.2246468525851679e-16] atol 3e-6 rtol 1e-5
// expect o1 = [-1.0, -0.9510564804077148, 6.123234262925839e-17, 0.9510565400123596, 1.0,
//   0.7071067690849304, -0.7071067690849304, -1.0] atol 3e-6 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = sinpi(x);
o1[i] = cospi(x);
