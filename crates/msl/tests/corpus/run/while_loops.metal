// `while`, `do`, `break` and `continue`.
//
// kernel: while_loops
// input a: int32[40] = integers(1, 97, 11)
// output out: int32[40]
// grid: 40 1 1
// threadgroup: 64 1 1
// expect out[i] = sum(k, 0, 100, k < a[i] ? (k % 3 == 0 ? 0 : k) : 0) + 5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int sum = 0;
int k = -1;
while (true) {
  ++k;
  if (k >= a[i]) break;
  if (k % 3 == 0) continue;
  sum += k;
}
int n = 0;
do {
  n++;
} while (n < 5);
out[i] = sum + n;
