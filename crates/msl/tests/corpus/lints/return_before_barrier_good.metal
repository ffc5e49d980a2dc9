#include <metal_stdlib>
using namespace metal;

kernel void whole_group(device float* out, constant uint& n, uint i [[thread_index_in_threadgroup]],
                        uint3 group [[threadgroup_position_in_grid]]) {
    threadgroup float tile[64];
    if (group.x >= n) { return; }
    tile[i] = out[i];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    // No barrier follows.
    if (i > 3) { return; }
    out[i] = tile[i ^ 1];
}

kernel void whole_simdgroup(device float* out, constant uint& n, uint i [[thread_index_in_threadgroup]],
                            uint group [[simdgroup_index_in_threadgroup]]) {
    threadgroup float tile[64];
    if (group >= n) { return; }
    tile[i] = out[i];
    simdgroup_barrier(mem_flags::mem_threadgroup);
    out[i] = tile[i ^ 1];
}

kernel void other_way(device float* out, constant uint& n, uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    if (n < 64) {
        if (i >= n) { return; }
        out[i] = 1;
    } else {
        tile[i] = out[i];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        out[i] = tile[i ^ 1];
    }
}
