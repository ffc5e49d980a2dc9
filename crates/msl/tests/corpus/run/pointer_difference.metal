// Differences and comparisons of pointers.
//
// kernel: pointer_difference
// input a: int32[9] = arange
// output out: int32[3]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = [7, 1, 21]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
const device int* p = a + 1;
const device int* q = &a[8];
out[0] = int(q - p);
out[1] = p < q ? 1 : 0;
int sum = 0;
for (; p != a + 7; ++p) sum += *p;
out[2] = sum;
