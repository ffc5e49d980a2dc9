// Simdgroup functions take vectors.
//
// kernel: of_vectors
// input a: int32[32] = arange(1, 1)
// output out: float32[6]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out = [528, -528, 32, -1, 2, -2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

float2 v = float2(a[i], -a[i]);
float2 s = simd_sum(v), m = simd_max(v), x = simd_shuffle_xor(v, 1);
if (lane == 0) { out[0] = s.x; out[1] = s.y; out[2] = m.x; out[3] = m.y; out[4] = x.x; out[5] = x.y; }
