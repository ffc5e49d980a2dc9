// Random numbers from counters, with the constants and words that the literature's tables of known
// answers have: Philox 4x32-10 and Threefry 2x32-20 of zeros and of all ones.
//
// kernel: counter_random
// output out: uint32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1713891541, 3781805453, 3159862348, 2600524760, 1083123565, 1103641358,
//   2718681030, 1834242557, 1797259609, 2579123966, 481924860, 3137350631]
// header:
#include <metal_stdlib>
using namespace metal;
namespace philox {
constant constexpr uint A = 0xD2511F53, B = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;
inline uint2 product(uint a, uint b) { return as_type<uint2>(ulong(a) * b); }
inline uint4 turn(uint4 c, uint2 k) {
  const auto p = product(A, c.x), q = product(B, c.z);
  return {q.y ^ c.y ^ k.x, q.x, p.y ^ c.w ^ k.y, p.x};
}
template <int rounds = 10> inline uint4 generate(uint4 c, uint2 k) {
  for (int r = 0; r < rounds; ++r, k += uint2(W0, W1)) c = turn(c, k);
  return c;
}
}
static constexpr constant uint turns[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
union Bits { uint2 words; uchar4 bytes[2]; };
Bits threefry(const thread uint2& key, uint2 count) {
  uint4 ks = {key.x, key.y, key.x ^ key.y ^ 0x1BD11BDA};
  Bits v;
  v.words = count + ks.xy;
  for (int i = 0; i < 5; ++i) {
    for (auto r : turns[i % 2]) {
      v.words.x += v.words.y;
      v.words.y = rotate(v.words.y, r) ^ v.words.x;
    }
    v.words.x += ks[(i + 1) % 3];
    v.words.y += ks[(i + 2) % 3] + i + 1;
  }
  return v;
}
// body:
uint4 zeros = philox::generate(0, 0), ones = philox::generate(~0u, ~0u);
for (int i = 0; i < 4; ++i) { out[i] = zeros[i]; out[4 + i] = ones[i]; }
uint2 key = 0;
auto none = threefry(key, 0);
key = ~0u;
auto all = threefry(key, ~0u);
for (int i = 0; i < 2; ++i) { out[8 + i] = none.words[i]; out[10 + i] = as_type<uint>(all.bytes[i]); }
