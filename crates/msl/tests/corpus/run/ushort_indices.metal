// `ushort` and `short` arithmetic, and mixed with `uint`.
//
// kernel: ushort_indices
// output out: int32[40]
// grid: 40 1 1
// threadgroup: 64 1 1
// expect out[i] = i % 7 - 3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
ushort k = ushort(i);
short m = short(k % 7);
m -= 3;
out[i] = m;
