#include <metal_stdlib>
using namespace metal;

kernel void guard(device float* out, constant uint& n, uint at [[thread_position_in_grid]],
                  uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    if (at >= n) { return; } //~ warning[return-before-barrier]
    tile[i] = out[at];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    out[at] = tile[i ^ 1];
}

kernel void in_a_loop(device float* out, constant uint& n, uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    for (uint j = 0; j < n; ++j) {
        tile[i] = out[i + j];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (tile[i ^ 1] > 3) { return; } //~ warning[return-before-barrier]
    }
    out[i] = tile[i];
}
