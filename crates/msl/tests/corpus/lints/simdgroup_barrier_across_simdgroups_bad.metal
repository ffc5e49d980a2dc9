#include <metal_stdlib>
using namespace metal;

kernel void total(device float* out, uint i [[thread_index_in_threadgroup]],
                  uint lane [[thread_index_in_simdgroup]],
                  uint group [[simdgroup_index_in_threadgroup]],
                  uint groups [[simdgroups_per_threadgroup]]) {
    threadgroup float partial[32];
    float sum = simd_sum(out[i]);
    if (lane == 0) { partial[group] = sum; }
    simdgroup_barrier(mem_flags::mem_threadgroup); //~ warning[simdgroup-barrier-across-simdgroups]
    float all = 0;
    for (uint g = 0; g < groups; ++g) { all += partial[g]; }
    out[i] = all;
}

kernel void by_lanes(device float* out, uint i [[thread_index_in_threadgroup]],
                     uint lane [[thread_index_in_simdgroup]],
                     uint group [[simdgroup_index_in_threadgroup]]) {
    threadgroup float partial[32];
    partial[group] = simd_max(out[i]);
    simdgroup_barrier(mem_flags::mem_threadgroup); //~ warning[simdgroup-barrier-across-simdgroups]
    out[i] = simd_max(partial[lane]);
}
