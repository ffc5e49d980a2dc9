// Arithmetic of `#if`, unknown names as 0, `defined`, `#elif`, and what is skipped is not looked at.
//
// kernel: conditions
// output out: int32[5]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [1, 2, 3, 4, 5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#define ON 1
#if ON && !defined(OFF) && (7 / 2 == 3) && (1 ? 2 : 0)
out[0] = 1;
#else
#error not here
#endif
#if UNKNOWN
out[1] = 9;
#elif defined ON
out[1] = 2;
#else
out[1] = 3;
#endif
#ifdef OFF
@ $ this is no text at all
#endif
#ifndef OFF
out[2] = 3;
#endif
#if (0x10 >> 2) == 4 && -1 < 0 && 'a' == 97
out[3] = 4;
#endif
#if 0
#if 1
out[4] = 9;
#endif
#else
out[4] = 5;
#endif
