// Half arithmetic rounds every operation: 2048 + 1 is lost each time.
//
// kernel: half_rounds_each_step
// input a: float16[2] = [2048, 1]
// output out: float16[2]
// output wide: float32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// expect out = [2048, 3]
// expect wide = [2050, 3]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
half x = a[i];
x = x + 1.0h;
x = x + 1.0h;
out[i] = x;
float y = a[i];
y = y + 1.0f + 1.0f;
wide[i] = y;
