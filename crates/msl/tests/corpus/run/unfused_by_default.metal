// No product and sum are contracted in safe mode.
//
// kernel: unfused_by_default
// input a: float32[2] = [1.000244140625, 1.0]
// output out: float32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// expect out = [0, -0.00048828125]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[i] = a[i] * a[i] - 1.00048828125f;
