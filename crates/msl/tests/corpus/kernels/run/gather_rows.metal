// Rows of a table by index; an index outside gives zeros.
//
// kernel: gather_rows
// input table: float32[4, 3] = [-1.734375, 1.453125, -0.1875, -0.640625, 0.21875, 1.703125, -0.921875,
//   -1.484375, 0.109375, -1.046875, -1.5625, -1.359375]
// input ids: int32[6] = [3, 0, 2, 3, -1, 9]
// output out: float32[6, 3]
// grid: 3 6 1
// threadgroup: 3 2 1
// expect out = [-1.046875, -1.5625, -1.359375, -1.734375, 1.453125, -0.1875, -0.921875, -1.484375,
//   0.109375, -1.046875, -1.5625, -1.359375, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint2 at = thread_position_in_grid.xy;
int id = ids[at.y];
out[at.y * 3 + at.x] = id >= 0 && id < 4 ? table[id * 3 + at.x] : 0.0f;
