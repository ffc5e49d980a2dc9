// Counting: bins in device memory, bins of a threadgroup that are added at the end, a threadgroup argument.
//
// run: histogram_global
// input x: uint32[500] = integers(0, 7, 1)
// output bins: uint32[8]
// init_value: 0
// grid: 500 1 1
// threadgroup: 64 1 1
// expect bins[i] = sum(k, 0, 500, x[k] == i)
//
// run: histogram_local
// input x: uint32[500] = integers(0, 7, 2)
// input n: uint32 = 500
// shared counts: 32
// output bins: uint32[8]
// init_value: 0
// grid: 512 1 1
// threadgroup: 128 1 1
// expect bins[i] = sum(k, 0, 500, x[k] == i)
//
// run: above
// input x: float32[60] = normal(3)
// output flags: bool_[60]
// output any: int32[1]
// init_value: 0
// grid: 60 1 1
// threadgroup: 32 1 1
// expect flags[i] = x[i] > 0.5
// expect any = [1]
// file:
#include <metal_stdlib>
#include <metal_atomic>
using namespace metal;

kernel void histogram_global(device const uint* x [[buffer(0)]],
                             device atomic<uint>* bins [[buffer(1)]],
                             uint id [[thread_position_in_grid]]) {
    atomic_fetch_add_explicit(&bins[x[id]], 1, memory_order_relaxed);
}

kernel void histogram_local(device const uint* x [[buffer(0)]],
                            device atomic_uint* bins [[buffer(1)]],
                            constant uint& n [[buffer(2)]],
                            threadgroup atomic_uint* counts [[threadgroup(0)]],
                            uint id [[thread_position_in_grid]],
                            uint lid [[thread_position_in_threadgroup]]) {
    if (lid < 8) {
        atomic_store_explicit(&counts[lid], 0u, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (id < n) {
        atomic_fetch_add_explicit(&counts[x[id]], 1u, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (lid < 8) {
        const uint count = atomic_load_explicit(&counts[lid], memory_order_relaxed);
        atomic_fetch_add_explicit(&bins[lid], count, memory_order_relaxed);
    }
}

kernel void above(device const float* x [[buffer(0)]],
                  device bool* flags [[buffer(1)]],
                  device atomic_int* any [[buffer(2)]],
                  uint id [[thread_position_in_grid]]) {
    flags[id] = x[id] > 0.5f;
    if (flags[id]) {
        atomic_fetch_or_explicit(any, 1, memory_order_relaxed);
    }
}
