// Macros that the body defines, with stringless pasting and object macros.
//
// kernel: macros_in_body
// input a: int32[16] = arange
// output out: int32[16]
// grid: 16 1 1
// threadgroup: 64 1 1
// expect out[i] = 3 * a[i] + 7
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
#define OFFSET 7
#define JOIN(x, y) x##y
#define TIMES(x) ((x) * 3)
int first_value = a[i];
out[i] = TIMES(JOIN(first_, value)) + OFFSET;
#undef OFFSET
