// 64-bit integers, signed and unsigned.
//
// kernel: int64_buffers
// input a: int64[3] = [-9223372036854775808, 9007199254740993, -1]
// input b: uint64[3] = [18446744073709551615, 9007199254740993, 1]
// output s: int64[3]
// output u: uint64[3]
// grid: 3 1 1
// threadgroup: 64 1 1
// expect s = [-9223372036854775807, 9007199254740994, 0]
// expect u = [18446744073709551614, 18014398509481986, 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
s[i] = a[i] + 1;
u[i] = b[i] * 2ul;
