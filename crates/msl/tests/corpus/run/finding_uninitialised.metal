// A variable and threadgroup memory read before anything wrote them.
//
// kernel: finding_uninitialised
// output out: float32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// findings: uninitialized-read, uninitialized-read
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
threadgroup float tile[4];
float x;
float y = x;
out[i] = y + tile[i];
