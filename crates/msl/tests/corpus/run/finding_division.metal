// Division by zero, a shift too far and a conversion out of range.
//
// kernel: finding_division
// input a: int32[2] = [0, 40]
// output out: int32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// findings: division-by-zero, invalid-conversion, shift-out-of-range
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int x = 5 / a[i];
int y = 1 << a[i];
int z = int(a[i] * 1e9f);
out[i] = x + y + z;
