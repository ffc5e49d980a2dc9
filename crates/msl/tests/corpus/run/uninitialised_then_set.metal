// A variable without an initialiser that every path sets.
//
// kernel: uninitialised_then_set
// input a: int32[10] = arange
// output out: int32[10]
// grid: 10 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] % 2 == 0 ? a[i] : -a[i]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int x;
if (a[i] % 2 == 0) {
  x = a[i];
} else {
  x = -a[i];
}
out[i] = x;
