// A grid of no threads writes nothing, and the output has no content.
//
// kernel: finding_zero_grid
// output out: float32[4]
// grid: 0 1 1
// threadgroup: 64 1 1
// findings: never-written
// header:
#include <metal_stdlib>
using namespace metal;
// body:
out[thread_position_in_grid.x] = 1.0f;
