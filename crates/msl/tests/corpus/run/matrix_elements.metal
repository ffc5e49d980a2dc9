// Which elements of a simdgroup's matrix a thread holds, and loads by stride, origin and transposition.
//
// kernel: matrix_elements
// input a: float32[160] = arange
// output held: float32[64]
// output turned: float32[64]
// output moved: float32[64]
// output diagonal: float16[64]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect held = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31, 32, 33, 34, 35, 40, 41, 42, 43, 48, 49, 50, 51, 56, 57, 58, 59, 36, 37, 38, 39, 44, 45, 46, 47, 52, 53, 54, 55, 60, 61, 62, 63]
// expect turned[i] = (i % 8) * 8 + (i - i % 8) / 8
// expect moved[i] = (i - i % 8) / 8 * 16 + i % 8 + 2 * 16 + 3
// expect diagonal[i] = i % 9 == 0 ? 2.5 : 0
// header:
#include <metal_stdlib>
#include <metal_simdgroup_matrix>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
simdgroup_float8x8 m;
simdgroup_load(m, a);
held[2 * lane] = m.thread_elements()[0];
held[2 * lane + 1] = m.thread_elements()[1];
simdgroup_store(m, turned, 8, ulong2(0, 0), true);
simdgroup_matrix<float, 8, 8> n;
simdgroup_load(n, a, 16, ulong2(3, 2), false);
threadgroup float tile[64];
simdgroup_store(n, tile, 8);
threadgroup_barrier(mem_flags::mem_threadgroup);
moved[lane] = tile[lane];
moved[lane + 32] = tile[lane + 32];
simdgroup_half8x8 d(2.5h);
simdgroup_store(d, diagonal);
