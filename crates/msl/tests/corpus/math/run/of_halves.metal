// Functions of half give halves, rounded from float.
//
// kernel: of_halves
// input a: float16[4] = [0.25, 1.0, 2.0, 4.0]
// output root: float16[4]
// output power: float16[4]
// output blend: float16[4]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect root[i] = sqrt(a[i]) atol 1e-3 rtol 1e-3
// expect power[i] = exp2(a[i]) atol 1e-3 rtol 1e-3
// expect blend[i] = 1 + a[i] / 2 atol 1e-3 rtol 1e-3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

half x = a[i];
root[i] = sqrt(x);
power[i] = exp2(x);
blend[i] = mix(1.0h, 3.0h, x * 0.25h);
