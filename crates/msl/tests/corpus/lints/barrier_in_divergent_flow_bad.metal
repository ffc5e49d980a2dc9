#include <metal_stdlib>
using namespace metal;

void wait() { threadgroup_barrier(mem_flags::mem_threadgroup); }

kernel void branches(device float* out, device const int* x, constant uint& n,
                     uint i [[thread_index_in_threadgroup]],
                     uint group [[simdgroup_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = 1;
    if (i < 32) {
        threadgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow]
    }
    if (group == 0) {
        wait(); //~ warning[barrier-in-divergent-flow]
    }
    if (x[i] > 0) {
        simdgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow] simdgroup
    }
    for (uint j = i; j < n; j += 64) {
        threadgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow]
    }
    for (uint j = 0; j < n; ++j) {
        threadgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow]
        if (j == i) { break; }
    }
    out[i] = tile[63 - i];
}

kernel void shares_that_differ(device float* out, uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = 1;
    for (uint j = i; j < 100; j += 64) {
        tile[i] += 1;
        threadgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow]
    }
    if (i < 40) {
        simdgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow] of the simdgroup
    }
    if (i >= 32) {
        threadgroup_barrier(mem_flags::mem_threadgroup); //~ warning[barrier-in-divergent-flow] of the threadgroup
    }
    out[i] = tile[63 - i];
}
