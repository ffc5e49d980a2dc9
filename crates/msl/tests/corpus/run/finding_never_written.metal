// An output of which every second element is left as it was, and so has no content.
//
// kernel: finding_never_written
// output out: float32[8]
// grid: 4 1 1
// threadgroup: 64 1 1
// findings: never-written
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[2 * i] = float(i);
