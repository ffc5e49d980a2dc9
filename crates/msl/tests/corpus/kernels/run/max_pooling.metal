// The greatest of each 2x2 window, and where it is.
//
// kernel: max_pooling
// input a: float32[6, 6] = [0.890625, -1.921875, 0.21875, -0.234375, -1.921875, -0.671875, 0.5, 0.046875,
//   -1.75, 1.9375, 1.15625, 1.890625, -1.578125, -0.9375, -1.84375, 1.109375, -0.921875, -1.484375,
//   -0.3125, 1.640625, 1.28125, -0.96875, -1.40625, 1.671875, 0.28125, 0.796875, -1.640625, -1.765625,
//   0.75, -0.296875, -1.703125, 1.75, 0.53125, 1.203125, -1.671875, 1.421875]
// output out: float32[3, 3]
// output where: int32[3, 3]
// grid: 3 3 1
// threadgroup: 3 3 1
// expect out = [0.890625, 1.9375, 1.890625, 1.640625, 1.28125, 1.671875, 1.75, 1.203125, 1.421875]
// expect where = [0, 9, 11, 19, 20, 23, 31, 33, 35]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint2 at = thread_position_in_grid.xy;
float best = -INFINITY;
int place = -1;
for (uint dy = 0; dy < 2; ++dy)
  for (uint dx = 0; dx < 2; ++dx) {
    uint index = (2 * at.y + dy) * 6 + 2 * at.x + dx;
    if (a[index] > best) { best = a[index]; place = int(index); }
  }
out[at.y * 3 + at.x] = best;
where[at.y * 3 + at.x] = place;
