// Program-scope and function-local constant tables.
//
// kernel: constant_tables
// output out: float32[8]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out = [0.5, 1.5, 2.5, 3.5, 10.5, 11.5, 12.5, 13.5]
// header:
#include <metal_stdlib>
using namespace metal;
constant float TABLE[4] = {0, 1, 2, 3};
// body:
uint i = thread_position_in_grid.x;
constexpr float half_steps[2] = {0.5f, 10.5f};
out[i] = TABLE[i % 4] + half_steps[i / 4];
