// A product of matrices in tiles: four simdgroups of a group hold 16 by 16 results each, over tiles in
// threadgroup memory.
//
// kernel: matrix_gemm
// input a: float16[32, 48] = integers(-3, 3, 61)
// input b: float16[48, 32] = integers(-3, 3, 62)
// output c: float32[1024]
// grid: 128 1 1
// threadgroup: 128 1 1
// expect c[i] = sum(k, 0, 48, a[(i - i % 32) / 32 * 48 + k] * b[k * 32 + i % 32])
// header:
#include <metal_stdlib>
#include <metal_simdgroup_matrix>
using namespace metal;
constant constexpr int M = 32, N = 32, K = 48, TK = 16;
template <typename T, int FM, int FN>
struct Fragments {
  simdgroup_matrix<float, 8, 8> sums[FM][FN];
  void clear() {
    for (int m = 0; m < FM; ++m) {
      for (int n = 0; n < FN; ++n) { sums[m][n] = simdgroup_matrix<float, 8, 8>(0); }
    }
  }
  void step(const threadgroup T* as, const threadgroup T* bs, ushort k) {
    simdgroup_matrix<T, 8, 8> left[FM];
    simdgroup_matrix<T, 8, 8> right[FN];
    for (int m = 0; m < FM; ++m) { simdgroup_load(left[m], as + 8 * m * TK + k, TK, 0, false); }
    for (int n = 0; n < FN; ++n) { simdgroup_load(right[n], bs + k * N + 8 * n, N, 0, false); }
    simdgroup_barrier(mem_flags::mem_none);
    for (int m = 0; m < FM; ++m) {
      for (int n = 0; n < FN; ++n) {
        simdgroup_multiply_accumulate(sums[m][n], left[m], right[n], sums[m][n]);
      }
    }
  }
};
// body:
threadgroup half as[M * TK];
threadgroup half bs[TK * N];
uint lid = thread_index_in_threadgroup;
ushort row = simdgroup_index_in_threadgroup / 2 * 16;
ushort column = simdgroup_index_in_threadgroup % 2 * 16;
Fragments<half, 2, 2> tile;
tile.clear();
for (int k0 = 0; k0 < K; k0 += TK) {
  for (uint i = lid; i < M * TK; i += 128) { as[i] = a[i / TK * K + k0 + i % TK]; }
  for (uint i = lid; i < TK * N; i += 128) { bs[i] = b[(k0 + i / N) * N + i % N]; }
  threadgroup_barrier(mem_flags::mem_threadgroup);
  for (ushort k = 0; k < TK; k += 8) { tile.step(as + row * TK, bs + column, k); }
  threadgroup_barrier(mem_flags::mem_threadgroup);
}
for (int m = 0; m < 2; ++m) {
  for (int n = 0; n < 2; ++n) {
    simdgroup_store(tile.sums[m][n], c + (row + 8 * m) * N + column + 8 * n, ulong(N));
  }
}
