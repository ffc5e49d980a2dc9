// Philox 4x32-10, a counter-based generator, with its published vector for zeros.
//
// kernel: philox
// output out: uint32[4, 4]
// grid: 4 1 1
// threadgroup: 32 1 1
// expect out = [1713891541, 3781805453, 3159862348, 2600524760, 4175744164, 1555169499, 2980410603,
//   159317863, 83534633, 1372009126, 605361069, 1167144420, 3381718825, 1782871206, 2596868943, 1832992260]
// header:
#include <metal_stdlib>
using namespace metal;
uint4 philox(uint4 c, uint2 key) {
  for (int round = 0; round < 10; ++round) {
    uint2 high = uint2(mulhi(c.x, 0xD2511F53u), mulhi(c.z, 0xCD9E8D57u));
    uint2 low = uint2(c.x * 0xD2511F53u, c.z * 0xCD9E8D57u);
    c = uint4(high.y ^ c.y ^ key.x, low.y, high.x ^ c.w ^ key.y, low.x);
    key += uint2(0x9E3779B9u, 0xBB67AE85u);
  }
  return c;
}
// body:
uint i = thread_position_in_grid.x;

uint4 c = philox(uint4(i, 0, 0, 0), uint2(0, 0));
for (int k = 0; k < 4; ++k) out[i * 4 + k] = c[k];
