// A backslash at the end of a line joins it with the next, in macros and in names.
//
// kernel: continued_lines
// output out: int32[3]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [12, 4, 3]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#define LONG(a, b) \
    ((a) * 10 + \
     (b))
out[0] = LONG(1,
              2);
int split\
name = 4;
out[1] = splitname; // a comment \
out[1] = 9;
out[2] = /* one
  over lines */ 3;
