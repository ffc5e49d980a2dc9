// `frexp`, `ldexp`, `ilogb`, `modf` and their pointers and references.
//
// kernel: parts_of_a_float
// input a: float32[4] = [0.75, -5.25, 96.0, 1.0]
// output mantissa: float32[4]
// output exponent: int32[4]
// output whole: float32[4]
// output rest: float32[4]
// output again: float32[4]
// output top: int32[4]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect mantissa = [0.75, -0.65625, 0.75, 0.5]
// expect exponent = [0, 3, 7, 1]
// expect whole = [0, -5, 96, 1]
// expect rest = [0.75, -0.25, 0, 0]
// expect again[i] = a[i]
// expect top = [-1, 2, 6, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

int e;
float whole_part;
mantissa[i] = frexp(a[i], e);
exponent[i] = e;
rest[i] = modf(a[i], whole_part);
whole[i] = whole_part;
again[i] = ldexp(mantissa[i], e);
top[i] = ilogb(a[i]);
