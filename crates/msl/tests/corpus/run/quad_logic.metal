// Bitwise reductions and prefix operations within groups of four; the last group has two threads.
//
// kernel: quad_logic
// input a: int32[30] = integers(1, 7, 41)
// output bits: int32[90]
// output inc: int32[30]
// output exc: int32[30]
// output product: int32[60]
// grid: 30 1 1
// threadgroup: 32 1 1
// expect bits = [0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0]
// expect inc[i] = sum(k, i - i % 4, i + 1, a[k])
// expect exc[i] = sum(k, i - i % 4, i, a[k])
// expect product = [2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2, 8, 4, 16, 8, 2, 1, 4, 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
uint lane = i % 4;
// Of two threads or four: 3 & 6 & ..., 3 | 6 | ..., and an even number of equal terms.
ushort mine = lane % 2 == 0 ? 1 : 6;
bits[3 * i] = quad_and(mine);
bits[3 * i + 1] = quad_or(mine);
bits[3 * i + 2] = quad_xor(uchar(9));
inc[i] = quad_prefix_inclusive_sum(a[i]);
exc[i] = quad_prefix_exclusive_sum(a[i]);
product[2 * i] = int(quad_prefix_inclusive_product(2.0f));
product[2 * i + 1] = int(quad_prefix_exclusive_product(half(2.0h)));
