#include <metal_stdlib>
using namespace metal;
#define SIZE  32
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  float a[SIZE];
  a[0] = 1;
  out[i] = a[0];
}
