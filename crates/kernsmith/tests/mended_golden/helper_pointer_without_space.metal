#include <metal_stdlib>
using namespace metal;
float first(const device float* p) { return p[0]; }
kernel void k(device float* out [[buffer(0)]], device const float* a [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  out[i] = first(a);
}
