// Shuffles by lane, down, up, xor and rotation; lanes beyond the edge keep their own.
//
// kernel: simd_shuffles
// input a: float32[32] = arange
// output any: float32[32]
// output down: float32[32]
// output up: float32[32]
// output mirror: float32[32]
// output turned: float32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect any[i] = 31 - i
// expect down[i] = i + 4 < 32 ? i + 4 : i
// expect up[i] = i < 4 ? i : i - 4
// expect mirror[i] = i % 2 == 0 ? i + 1 : i - 1
// expect turned[i] = (i + 5) % 32
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
any[i] = simd_shuffle(x, ushort(31 - i));
down[i] = simd_shuffle_down(x, 4);
up[i] = simd_shuffle_up(x, 4);
mirror[i] = simd_shuffle_xor(x, 1);
turned[i] = simd_shuffle_rotate_down(x, 5);
