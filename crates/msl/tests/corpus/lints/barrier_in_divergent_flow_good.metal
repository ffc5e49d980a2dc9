#include <metal_stdlib>
using namespace metal;

kernel void uniform(device float* out, device const int* x, constant uint& n,
                    uint i [[thread_index_in_threadgroup]],
                    uint group [[simdgroup_index_in_threadgroup]],
                    uint3 groups [[threadgroup_position_in_grid]],
                    uint3 at [[thread_position_in_grid]]) {
    threadgroup float tile[64];
    tile[i] = 1;
    if (groups.x < n) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    if (x[groups.x] > 0 && n > 3) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    if (group == 0 || simd_any(x[i] > 0)) {
        simdgroup_barrier(mem_flags::mem_threadgroup);
    }
    for (uint j = 0; j < n; j += 64) {
        if (j + i >= n) { continue; }
        tile[i] += 1;
    }
    for (uint j = 0; j < n; ++j) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (j == groups.x) { break; }
        for (uint k = i; k < n; ++k) { if (k == 7) { break; } }
    }
    for (uint half_size = 32; half_size > 0; half_size /= 2) {
        if (i < half_size) { tile[i] += tile[i + half_size]; }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    // Whether a threadgroup extends along y the launch says.
    if (at.y < n) { threadgroup_barrier(mem_flags::mem_threadgroup); }
    out[i] = tile[63 - i];
    // All threads take four turns.
    for (uint j = i; j < 256; j += 64) {
        tile[i] += 1;
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    // Whole simdgroups come here.
    if (i < 32) { simdgroup_barrier(mem_flags::mem_threadgroup); }
    if (i / 32 == 1) { simdgroup_barrier(mem_flags::mem_threadgroup); }
    if (63 >= i) { simdgroup_barrier(mem_flags::mem_threadgroup); }
    out[i] = tile[i];
}
