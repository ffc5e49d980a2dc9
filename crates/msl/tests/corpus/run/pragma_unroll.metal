// `#pragma unroll` before a loop.
//
// kernel: pragma_unroll
// input a: float32[64] = integers(-5, 5, 13)
// output out: float32[16]
// grid: 16 1 1
// threadgroup: 64 1 1
// expect out[i] = sum(k, 0, 4, a[4 * i + k])
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float sum = 0;
#pragma unroll
for (int k = 0; k < 4; ++k) {
  sum += a[4 * i + k];
}
out[i] = sum;
