// Arguments are substituted as they stand, commas in brackets and all.
//
// kernel: function_macros
// output out: int32[4]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [9, 9, 4, 25]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#define TWICE(x) x + x
#define SQUARE(x) ((x) * (x))
#define FIRST(a, b) (a)
#define CALL(f, x) f(x)
out[0] = 2 * TWICE(3);
out[1] = SQUARE(1 + 2);
out[2] = FIRST(min(4, 9), 7);
out[3] = CALL(SQUARE, 5);
