// Object macros, one made of others, and one defined anew.
//
// kernel: object_macros
// output out: int32[4]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [3, 4, 12, 110]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#define A 3
#define B (A + 1)
#define C B * A
out[0] = A;
out[1] = B;
out[2] = C;
#undef A
#define A 10
out[3] = C;
