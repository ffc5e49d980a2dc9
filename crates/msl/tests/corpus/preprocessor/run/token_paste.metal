// `##` joins names, numbers and what arguments spell.
//
// kernel: token_paste
// output out: int32[4]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [7, 9, 7, 12]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#define JOIN(a, b) a##b
#define XJOIN(a, b) JOIN(a, b)
#define WIDTH 4
int value4 = 7, valueWIDTH = 9;
out[0] = JOIN(value, 4);
out[1] = JOIN(value, WIDTH);
out[2] = XJOIN(value, WIDTH);
out[3] = JOIN(1, 2);
