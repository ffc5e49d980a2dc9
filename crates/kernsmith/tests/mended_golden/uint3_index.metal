#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint3 gid [[thread_position_in_grid]]) {
  out[gid.x] = 1.0f;
}
