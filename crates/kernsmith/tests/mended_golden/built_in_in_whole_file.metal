#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint3 thread_position_in_grid [[thread_position_in_grid]], uint thread_index_in_simdgroup [[thread_index_in_simdgroup]]) {
  out[thread_position_in_grid.x] = simd_sum(thread_index_in_simdgroup);
}
