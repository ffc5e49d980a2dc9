// Z = transpose(A) B with 16x16 tiles, sizes that no tile divides; A is not transposed in memory.
//
// kernel: gemm_at_b_tiled
// input A: float32[53, 37] = normal(19)
// input B: float32[53, 29] = normal(20)
// input shape: uint32[3] = [53, 37, 29]
// output Z: float32[37, 29]
// grid: 32 48 1
// threadgroup: 16 16 1
// reference: gemm_at_b atol 1e-4 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
constexpr constant uint T = 16;
// body:
  uint m = shape[0], n = shape[1], k = shape[2];
  uint2 lid = thread_position_in_threadgroup.xy;
  uint n0 = threadgroup_position_in_grid.y * T;
  uint k0 = threadgroup_position_in_grid.x * T;
  uint row = n0 + lid.y;
  uint col = k0 + lid.x;
  threadgroup float Atile[T][T];
  threadgroup float Btile[T][T];
  float acc = 0.0f;
  for (uint i0 = 0; i0 < m; i0 += T) {
    uint i = i0 + lid.y;
    uint a_col = n0 + lid.x;
    Atile[lid.y][lid.x] = (i < m && a_col < n) ? A[i * n + a_col] : 0.0f;
    Btile[lid.y][lid.x] = (i < m && col < k) ? B[i * k + col] : 0.0f;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint p = 0; p < T; ++p) {
      acc = fma(Atile[p][lid.y], Btile[p][lid.x], acc);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  if (row < n && col < k) {
    Z[row * k + col] = acc;
  }
