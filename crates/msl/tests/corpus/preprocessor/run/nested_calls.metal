// Calls in arguments of calls, and a macro whose expansion ends with the name of another.
//
// kernel: nested_calls
// output out: int32[3]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [15, 13, 9]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
#define ADD(a, b) ((a) + (b))
#define ADD_TWO ADD
#define MAX3(a, b, c) max(a, max(b, c))
out[0] = ADD(ADD(1, 2), ADD(3, ADD(4, 5)));
out[1] = ADD_TWO(6, 7);
out[2] = MAX3(ADD(1, 1), 9, ADD(2, 3));
