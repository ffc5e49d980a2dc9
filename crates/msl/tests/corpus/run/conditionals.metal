// `#ifdef`, `#elif`, `defined` and nested conditionals.
//
// kernel: conditionals
// output out: int32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out = fill(35)
// header:
#include <metal_stdlib>
using namespace metal;
#define LEVEL (1 + 2)
// body:
uint i = thread_position_in_grid.x;
int x = 0;
#ifdef LEVEL
x += 1;
#endif
#if defined(LEVEL) && LEVEL >= 3
x += 2;
#  if LEVEL == 3
x += 32;
#  else
x += 1000;
#  endif
#elif LEVEL > 0
x += 4;
#else
x += 8;
#endif
#ifndef __METAL__
x += 5000;
#endif
out[i] = x;
