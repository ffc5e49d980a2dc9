// Hyperbolic functions, small and large.
//
// kernel: hyperbolic
// input a: float32[8] = [-2.5, -1.0, -0.30000001192092896, 0.0, 0.4000000059604645, 1.0, 2.0, 7.5]
// output o0: float32[8]
// output o1: float32[8]
// output o2: float32[8]
// grid: 8 1 1
// threadgroup: 32 1 1
// expect o0 = [-6.050204277038574, -1.175201177597046, -0.30452030897140503, 0.0, 0.4107523262500763,
//   1.175201177597046, 3.6268603801727295, 904.0209350585938] atol 1e-6 rtol 1e-5
// expect o1 = [6.132289409637451, 1.5430806875228882, 1.04533851146698, 1.0, 1.0810723304748535,
//   1.5430806875228882, 3.762195587158203, 904.021484375] atol 1e-6 rtol 1e-5
// expect o2 = [-0.9866142868995667, -0.7615941762924194, -0.29131263494491577, 0.0, 0.3799489736557007,
//   0.7615941762924194, 0.9640275835990906, 0.9999994039535522] atol 1e-6 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = sinh(x);
o1[i] = cosh(x);
o2[i] = tanh(x);
