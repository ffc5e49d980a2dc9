#include <metal_stdlib>
using namespace metal;
constant float scale = 2.0f;
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  out[i] = scale;
}
