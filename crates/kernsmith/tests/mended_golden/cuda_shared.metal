#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  threadgroup float tile[32];
  tile[i] = 1;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  out[i] = tile[i];
}
