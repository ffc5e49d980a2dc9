// The greatest value and the lowest lane that has it.
//
// kernel: argmax
// input a: float32[32] = [1, 2, 8, 3, -1, 9, 0, 4, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
//   0, 0, 0, 0, 0, 0]
// output value: float32[1]
// output index: int32[1]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect value = [9]
// expect index = [5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

float best = simd_max(a[i]);
ushort where = simd_min(ushort(a[i] == best ? lane : 32));
if (lane == 0) { value[0] = best; index[0] = where; }
