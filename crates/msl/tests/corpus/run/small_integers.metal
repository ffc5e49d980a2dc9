// 8 and 16 bit integers wrap when they are stored.
//
// kernel: small_integers
// input a: int16[4] = [32767, -32768, 100, -1]
// input b: uint16[4] = [65535, 0, 7, 1000]
// input c: uint8[4] = [255, 1, 2, 3]
// output x: int16[4]
// output y: uint16[4]
// output z: uint8[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect x = [-32768, -32767, 101, 0]
// expect y = [0, 1, 8, 1001]
// expect z = [254, 2, 4, 6]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
short s = a[i];
s += 1;
x[i] = s;
ushort u = b[i];
y[i] = ++u;
z[i] = c[i] << 1;
