#include <metal_stdlib>
using namespace metal;

kernel void tile(device float* out, device const float* x, uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = x[i];
    threadgroup_barrier(mem_flags::mem_device | mem_flags::mem_threadgroup); //~ warning[barrier-wider-than-needed] device
    out[i] = tile[63 - i];
}

kernel void none(device float* out, uint i [[thread_index_in_threadgroup]]) {
    out[i] = out[i] + 1;
    threadgroup_barrier(mem_flags::mem_device | mem_flags::mem_threadgroup); //~ warning[barrier-wider-than-needed] threadgroup
    out[i ^ 1] = out[i] + 2;
}
