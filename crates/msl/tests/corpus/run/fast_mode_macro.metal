// Fast math defines `__FAST_MATH__`.
//
// kernel: fast_mode_macro
// output out: int32[2]
// math: fast
// grid: 2 1 1
// threadgroup: 64 1 1
// expect out = fill(1)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
#ifdef __FAST_MATH__
out[i] = 1;
#else
out[i] = 0;
#endif
