#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  if (i < 4 and not (i == 2)) out[i] = 1;
  let x = 2;
  out[i] = x;
}
