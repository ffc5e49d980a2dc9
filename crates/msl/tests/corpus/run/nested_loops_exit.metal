// Loops within loops, with `break` of the inner and `continue` of the outer.
//
// kernel: nested_loops_exit
// output out: int32[16]
// grid: 16 1 1
// threadgroup: 64 1 1
// reference: nested_loops exact
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int count = 0;
for (int x = 0; x < 8; ++x) {
  if (x == int(i) % 5) continue;
  for (int y = 0; y < 8; ++y) {
    if (x * y > int(i)) break;
    count += 1;
  }
}
out[i] = count;
