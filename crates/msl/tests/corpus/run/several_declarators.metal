// Several declarators, the comma operator in `for`, and nested ternaries.
//
// kernel: several_declarators
// output out: int32[10]
// grid: 10 1 1
// threadgroup: 64 1 1
// expect out[i] = i < 3 ? 45 : (i < 6 ? 46 : 47)
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int a = 0, b = 10, sum = 0;
for (; a < b; a++, b--) sum += a + b - 1;
out[i] = i < 3 ? sum : i < 6 ? sum + 1 : sum + 2;
