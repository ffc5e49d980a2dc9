#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  if (i < 4) {
    out[i] = min(1.0f, 2.0f);
  }
}
