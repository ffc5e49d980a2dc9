// A helper that returns from inside of loops and branches.
//
// kernel: helper_early_return
// input a: int32[40] = integers(0, 50, 8)
// output out: int32[40]
// grid: 40 1 1
// threadgroup: 64 1 1
// expect out[i] = ceil(sqrt(a[i]))
// header:
#include <metal_stdlib>
using namespace metal;
int root(int x) {
  for (int k = 0; k < 100; ++k) {
    if (k * k >= x) return k;
  }
  return -1;
}
// body:
uint i = thread_position_in_grid.x;
out[i] = root(a[i]);
