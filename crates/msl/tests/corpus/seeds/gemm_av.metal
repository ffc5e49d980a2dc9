// B = A V with 16x16 tiles, sizes that no tile divides: a thread an element, both tiles staged in
// threadgroup memory, barriers around the product, loads beyond the edge zero.
//
// kernel: gemm_av_tiled
// input A: float32[37, 53] = normal(17)
// input V: float32[53, 29] = normal(18)
// input shape: uint32[3] = [37, 53, 29]
// output C: float32[37, 29]
// grid: 32 48 1
// threadgroup: 16 16 1
// reference: gemm_av atol 1e-4 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
constexpr constant uint T = 16;
// body:
  uint m = shape[0], n = shape[1], k = shape[2];
  uint2 lid = thread_position_in_threadgroup.xy;
  uint row = threadgroup_position_in_grid.y * T + lid.y;
  uint col = threadgroup_position_in_grid.x * T + lid.x;
  threadgroup float Asub[T][T];
  threadgroup float Vsub[T][T];
  float acc = 0.0f;
  uint tiles = (n + T - 1) / T;
  for (uint t = 0; t < tiles; ++t) {
    uint a_col = t * T + lid.x;
    uint v_row = t * T + lid.y;
    Asub[lid.y][lid.x] = (row < m && a_col < n) ? A[row * n + a_col] : 0.0f;
    Vsub[lid.y][lid.x] = (v_row < n && col < k) ? V[v_row * k + col] : 0.0f;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint p = 0; p < T; ++p) {
      acc = fma(Asub[lid.y][p], Vsub[p][lid.x], acc);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  if (row < m && col < k) {
    C[row * k + col] = acc;
  }
