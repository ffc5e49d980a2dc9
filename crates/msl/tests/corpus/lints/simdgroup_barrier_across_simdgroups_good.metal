#include <metal_stdlib>
using namespace metal;

kernel void total(device float* out, uint i [[thread_index_in_threadgroup]],
                  uint lane [[thread_index_in_simdgroup]],
                  uint group [[simdgroup_index_in_threadgroup]],
                  uint groups [[simdgroups_per_threadgroup]]) {
    threadgroup float partial[32];
    float sum = simd_sum(out[i]);
    if (lane == 0) { partial[group] = sum; }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float all = 0;
    for (uint g = 0; g < groups; ++g) { all += partial[g]; }
    out[i] = all;
}

// Each simdgroup has a row of its own.
kernel void rows(device float* out, uint i [[thread_index_in_threadgroup]],
                 uint lane [[thread_index_in_simdgroup]],
                 uint group [[simdgroup_index_in_threadgroup]]) {
    threadgroup float tile[8][32];
    threadgroup float first[8];
    tile[group][lane] = out[i];
    first[group] = out[0];
    simdgroup_barrier(mem_flags::mem_threadgroup);
    out[i] = tile[group][31 - lane] + first[group];
}
