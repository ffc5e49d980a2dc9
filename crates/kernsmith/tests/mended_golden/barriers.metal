#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_threadgroup]]) {
  threadgroup float tile[64];
  tile[i] = i;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  out[i] = tile[63 - i];
  threadgroup_barrier(mem_flags::mem_threadgroup);
  tile[i] = out[i];
  threadgroup_barrier(mem_flags::mem_threadgroup);
  out[i] = tile[63 - i];
}
