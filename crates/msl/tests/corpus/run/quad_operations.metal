// Operations within groups of four.
//
// kernel: quad_operations
// input a: int32[32] = integers(0, 99, 40)
// output s: int32[32]
// output x: int32[32]
// output b: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect s[i] = sum(k, i - i % 4, i - i % 4 + 4, a[k])
// expect x[i] = i % 2 == 0 ? a[i + 1] : a[i - 1]
// expect b[i] = a[i - i % 4 + 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
s[i] = quad_sum(a[i]);
x[i] = quad_shuffle_xor(a[i], 1);
b[i] = quad_shuffle(a[i], 2);
