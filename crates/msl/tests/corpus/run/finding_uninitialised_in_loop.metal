// A variable declared in a loop begins without content in each turn; what the turn before stored is
// gone.
//
// kernel: finding_uninitialised_in_loop
// output out: int32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// findings: uninitialized-read
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int sum = 0;
for (int turn = 0; turn < 3; ++turn) {
  int kept;
  if (turn == 0) { kept = 5; }
  sum += kept;
}
out[i] = sum;
