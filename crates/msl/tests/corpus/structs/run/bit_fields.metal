// Bit-fields: read, written and counted in registers and in device memory, signed ones with their sign,
// enumerations and `bool`; what does not fit is cut off. [class.bit]
//
// kernel: bit_fields
// input x: uint32[4] = [0, 1, 2, 3]
// output out: uint32[4, 8]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect out = [0, 5, 12, 1, 7, 4, 12, 3, 1, 6, 13, 1, 8, 4, 12, 3, 2, 7, 14, 1, 9, 4, 12, 3, 3, 8, 15, 0, 10, 4, 12, 3]
// header:
#include <metal_stdlib>
using namespace metal;
enum Kind : uint { none, leaf, inner };
struct Packed {
  uint index : 5;
  uint count : 11;
  int delta : 4;
  Kind kind : 2;
  bool last : 1;
};
struct Wide {
  uchar tag;
  uint low : 30;
  uint high : 30;
  ushort a : 3, b : 9;
};
uint count_of(thread const Packed& p) { return p.count; }
// body:
uint i = thread_position_in_grid.x;
Packed p;
p.index = i + 32;
p.count = 3;
p.count += i + 1;
++p.count;
p.delta = int(i) - 4;
p.kind = leaf;
p.last = i == 3;
out[8 * i] = p.index;
out[8 * i + 1] = count_of(p);
out[8 * i + 2] = uint(p.delta) & 15;
out[8 * i + 3] = p.kind == leaf && !p.last;
Wide w = {7, i, 2, 1, 3};
w.high--;
out[8 * i + 4] = w.tag + w.low * w.high;
out[8 * i + 5] = sizeof(Packed);
out[8 * i + 6] = sizeof(Wide) == 16 ? 12 : sizeof(Wide);
out[8 * i + 7] = w.b;
