// Sums, shuffles and votes of four threads.
//
// kernel: quads
// input a: int32[32] = arange(1, 1)
// output sum: int32[32]
// output neighbor: int32[32]
// output turned: int32[32]
// output greatest: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect sum[i] = 16 * floor(i / 4) + 10
// expect neighbor[i] = i % 2 == 0 ? i + 2 : i
// expect turned[i] = i % 4 == 0 ? i + 4 : i
// expect greatest[i] = 4 * floor(i / 4) + 4
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

sum[i] = quad_sum(a[i]);
neighbor[i] = quad_shuffle_xor(a[i], 1);
turned[i] = quad_shuffle_rotate_up(a[i], 1);
greatest[i] = quad_max(a[i]);
