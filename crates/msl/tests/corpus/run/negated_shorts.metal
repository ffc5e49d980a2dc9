// 16-bit integers are negated in 16 bits, before they are extended and among maxima of three.
//
// kernel: negated_shorts
// input a: int16[4] = [0, 5, -7, 32767]
// input b: int16[4] = [472, -472, 3, -32768]
// input c: int16[4] = [1, 1, 1, 1]
// output negated: int64[4]
// output largest: int64[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect negated = [-32768, 32763, -32761, 1]
// expect largest = [472, 472, 3, 2]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
short moved = a[i] + short(-32768);
short turned = -moved;
negated[i] = long(turned);
short twice = c[i] + c[i];
short other = -b[i];
largest[i] = long(max(b[i], max(twice, other)));
