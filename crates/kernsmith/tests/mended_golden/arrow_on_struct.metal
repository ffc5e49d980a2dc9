#include <metal_stdlib>
using namespace metal;
struct P { float x; };
kernel void k(device float* out [[buffer(0)]], constant P& p [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  out[i] = p.x;
}
