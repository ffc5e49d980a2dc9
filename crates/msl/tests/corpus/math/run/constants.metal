// Names of mathematical constants.
//
// kernel: constants
// output out: float32[8]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [3.1415927410125732, 2.7182817459106445, 0.6931471824645996, 1.4142135381698608,
//   1.4426950216293335, 0.31830987334251404, 1.5707963705062866, 1.1920928955078125e-07] within 1 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
out[0] = M_PI_F; out[1] = M_E_F; out[2] = M_LN2_F; out[3] = M_SQRT2_F;
out[4] = M_LOG2E_F; out[5] = M_1_PI_F; out[6] = M_PI_2_F; out[7] = FLT_EPSILON;
