#include <metal_stdlib>
using namespace metal;
struct A { float x; }
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  A a; a.x = 1;
  out[i] = a.x;
}
