// What Metal defines by itself.
//
// kernel: standard_macros
// output out: int32[4]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [1, 1, 0, 1]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
out[0] = __METAL_VERSION__ >= 300;
#ifdef __METAL__
out[1] = 1;
#endif
#ifdef __FAST_MATH__
out[2] = 1;
#else
out[2] = 0;
#endif
out[3] = __LINE__ > 0;
