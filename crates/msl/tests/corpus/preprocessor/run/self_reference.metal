// A macro that names itself is expanded once.
//
// kernel: self_reference
// output out: int32[2]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [6, 7]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int x = 5, y = 7;
#define x (x + 1)
#define y z
#define z y
out[0] = x;
out[1] = y;
