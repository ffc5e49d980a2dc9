#include <metal_stdlib>
using namespace metal;
kernel void k(device const float* a [[buffer(0)]], device float* out [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  float sum = 0.0f;
  for (int j = 0; j < 4; j++) {
    sum += a[i + j];
  }
  out[i] = sum;
}
