// A pointer as an integer: which bytes of its object it leads to, and so how it is aligned;
// [expr.reinterpret.cast]/4.
//
// kernel: address
// input x: float32[64] = arange
// output out: uint32[10]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [0, 4, 8, 1, 0, 12, 1, 1, 0, 60]
// header:
#include <metal_stdlib>
using namespace metal;
inline bool is_aligned(const device void* p, uint bytes) {
  return (reinterpret_cast<uintptr_t>(p) & (bytes - 1)) == 0;
}
struct Pair {
  float a;
  int b[4];
};
// body:
out[0] = (ulong)x & 15;
out[1] = uint((size_t)(x + 1) & 15);
out[2] = (uintptr_t)&x[2] % 16;
out[3] = is_aligned(x + 8, 32);
out[4] = is_aligned(x + 3, 8);
Pair pair;
pair.a = 0;
out[5] = uint((ulong)&pair.b[2] - (ulong)&pair.a);
device const float* none = nullptr;
out[6] = (ulong)none == 0;
threadgroup float4 shared[2];
out[7] = ((ulong)&shared[1] & 15) == 0;
out[8] = (ulong)x == (ulong)out;
out[9] = uint((intptr_t)(x + 20) - (intptr_t)(x + 5));
