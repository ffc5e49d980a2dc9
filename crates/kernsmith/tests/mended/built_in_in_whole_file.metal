#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]]) {
  out[thread_position_in_grid] = simd_sum(thread_index_in_simdgroup);
}
