// A reduction by exchange with ever nearer lanes.
//
// kernel: butterfly
// input a: int32[32] = arange(1, 1)
// output out: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = 528
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

int x = a[i];
for (ushort distance = 16; distance > 0; distance /= 2) x += simd_shuffle_xor(x, distance);
out[i] = x;
