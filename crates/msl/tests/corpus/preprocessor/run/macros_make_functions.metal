// A macro that makes functions, one a type, as kernel headers do.
//
// kernel: macros_make_functions
// input a: float32[2] = [1.5, -2.5]
// output out: float32[2]
// output whole: int32[2]
// grid: 2 1 1
// threadgroup: 32 1 1
// expect out[i] = 2 * a[i]
// expect whole = [2, -4]
// header:
#include <metal_stdlib>
using namespace metal;
#define MAKE_TWICE(type) \
  inline type twice_##type(type x) { \
    return x + x; \
  }
MAKE_TWICE(float)
MAKE_TWICE(int)
#undef MAKE_TWICE
// body:
uint i = thread_position_in_grid.x;

out[i] = twice_float(a[i]);
whole[i] = twice_int(int(a[i]));
