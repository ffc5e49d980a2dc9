// Rotations, fills and broadcasts within groups of four, of numbers, vectors and bool.
//
// kernel: quad_moves
// input a: int32[32] = arange
// output rotated: int32[64]
// output filled: int32[64]
// output segments: int32[64]
// output first: int32[32]
// output flags: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect rotated = [1, 3, 2, 0, 3, 1, 0, 2, 5, 7, 6, 4, 7, 5, 4, 6, 9, 11, 10, 8, 11, 9, 8, 10, 13, 15, 14, 12, 15, 13, 12, 14, 17, 19, 18, 16, 19, 17, 16, 18, 21, 23, 22, 20, 23, 21, 20, 22, 25, 27, 26, 24, 27, 25, 24, 26, 29, 31, 30, 28, 31, 29, 28, 30]
// expect filled = [1, 103, 2, 0, 3, 1, 100, 2, 5, 107, 6, 4, 7, 5, 104, 6, 9, 111, 10, 8, 11, 9, 108, 10, 13, 115, 14, 12, 15, 13, 112, 14, 17, 119, 18, 16, 19, 17, 116, 18, 21, 123, 22, 20, 23, 21, 120, 22, 25, 127, 26, 24, 27, 25, 124, 26, 29, 131, 30, 28, 31, 29, 128, 30]
// expect segments = [1, 101, 100, 0, 3, 103, 102, 2, 5, 105, 104, 4, 7, 107, 106, 6, 9, 109, 108, 8, 11, 111, 110, 10, 13, 113, 112, 12, 15, 115, 114, 14, 17, 117, 116, 16, 19, 119, 118, 18, 21, 121, 120, 20, 23, 123, 122, 22, 25, 125, 124, 24, 27, 127, 126, 26, 29, 129, 128, 28, 31, 131, 130, 30]
// expect first[i] = i - i % 4 + 1
// expect flags[i] = (i + 1) % 4 == 0 ? 1 : 0
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
rotated[2 * i] = quad_shuffle_rotate_down(a[i], 1);
rotated[2 * i + 1] = quad_shuffle_rotate_up(int2(0, a[i]), 1).y;
filled[2 * i] = quad_shuffle_and_fill_down(a[i], a[i] + 100, 1);
filled[2 * i + 1] = quad_shuffle_and_fill_up(a[i], a[i] + 100, 1);
segments[2 * i] = quad_shuffle_and_fill_down(a[i], a[i] + 100, 1, 2);
segments[2 * i + 1] = quad_shuffle_and_fill_up(a[i], a[i] + 100, 1, 2);
first[i] = 0;
if (i % 4 > 0) { first[i] = quad_broadcast_first(a[i]); } else { first[i] = a[i] + 1; }
flags[i] = quad_shuffle_rotate_down(i % 4 == 0, 1);
