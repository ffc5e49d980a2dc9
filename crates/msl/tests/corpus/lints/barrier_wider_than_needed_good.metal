#include <metal_stdlib>
using namespace metal;

float of(device const float* p, uint i) { return p[i]; }

kernel void phases(device float* out, device const float* x, uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = x[i];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    out[i] = tile[63 - i];
    threadgroup_barrier(mem_flags::mem_device);
    out[i] += out[i ^ 1];
}

kernel void through_a_helper(device float* out, uint i [[thread_index_in_threadgroup]]) {
    out[i] = 1;
    threadgroup_barrier(mem_flags::mem_device);
    out[i] = of(out, i ^ 1);
}

kernel void atomics(device atomic_int* count, uint i [[thread_index_in_threadgroup]]) {
    atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_device);
    if (i == 0) { atomic_store_explicit(count, 0, memory_order_relaxed); }
}
