// A minimum of pairs as a struct that shuffles piece by piece.
//
// kernel: argmin_pairs
// input a: float32[32] = [4, 2, 7, 2, 9, 1, 5, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
//   3, 3, 3, 3, 3]
// output value: float32[1]
// output where: uint32[1]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect value = [1]
// expect where = [5]
// header:
#include <metal_stdlib>
using namespace metal;
struct Best {
  float value;
  uint where;
  Best from(ushort step) const {
    return Best{simd_shuffle_xor(value, step), simd_shuffle_xor(where, step)};
  }
};
Best better(Best a, Best b) {
  return b.value < a.value || (b.value == a.value && b.where < a.where) ? b : a;
}
// body:
Best best = {a[thread_index_in_simdgroup], thread_index_in_simdgroup};
for (ushort step = 16; step > 0; step /= 2) best = better(best, best.from(step));
if (best.where == 5 && thread_index_in_simdgroup == 0) { value[0] = best.value; where[0] = best.where; }
