// Simd operations on vectors and halves.
//
// kernel: simd_vectors
// input a: float16[64] = integers(-4, 4, 39)
// output out: float16[2]
// output down: float16[64]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = sum(k, 0, 32, a[2 * k + i])
// expect down[i] = i < 62 ? a[i + 2] : a[i]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
half2 v = half2(a[2 * i], a[2 * i + 1]);
half2 s = simd_sum(v);
half2 d = simd_shuffle_down(v, 1);
down[2 * i] = d.x;
down[2 * i + 1] = d.y;
if (i == 0) {
  out[0] = s.x;
  out[1] = s.y;
}
