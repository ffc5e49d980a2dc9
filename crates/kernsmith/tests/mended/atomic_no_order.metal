#include <metal_stdlib>
using namespace metal;
kernel void k(device atomic_uint* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  atomic_fetch_add(&out[0], 1);
}
