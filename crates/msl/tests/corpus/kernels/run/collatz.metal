// Loops of very different lengths side by side.
//
// kernel: collatz
// output out: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out = [0, 1, 7, 2, 5, 8, 16, 3, 19, 6, 14, 9, 9, 17, 17, 4, 12, 20, 20, 7, 7, 15, 15, 10, 23, 10,
//   111, 18, 18, 18, 106, 5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

uint n = i + 1;
int steps = 0;
while (n != 1) {
  n = n % 2 == 0 ? n / 2 : 3 * n + 1;
  ++steps;
}
out[i] = steps;
