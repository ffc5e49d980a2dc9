// Built-ins declared at program scope, which functions read without being handed them.
//
// run: positions
// output out: uint32[8]
// grid: 8 1 1
// threadgroup: 4 1 1
// expect out = [100, 101, 102, 103, 110, 111, 112, 113]
//
// run: squares
// input n: uint32 = 3
// output out: uint32[6]
// grid: 3 2 1
// threadgroup: 3 1 1
// expect out = [0, 1, 2, 10, 11, 12]
// file:
#include <metal_stdlib>
using namespace metal;

const uint lane [[thread_position_in_threadgroup]];
uint3 place [[thread_position_in_grid]];
constant ushort group [[threadgroup_position_in_grid]];

namespace inner {
const uint2 row_and_column [[thread_position_in_grid]];
uint packed_place() { return row_and_column.y * 10 + row_and_column.x; }
}

uint of_group() { return 10 * group; }
uint both(uint base) { return base + of_group() + lane; }

kernel void positions(device uint* out [[buffer(0)]]) { out[place.x] = both(100); }

kernel void squares(device uint* out [[buffer(0)]], constant uint& n [[buffer(1)]], uint2 at [[thread_position_in_grid]]) {
  auto packed = [&](uint x) { return x + inner::packed_place(); };
  out[at.y * n + at.x] = packed(0);
}
