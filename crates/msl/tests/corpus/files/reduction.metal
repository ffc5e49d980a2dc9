// Sums of long arrays: a tree in threadgroup memory, simdgroups, and atomics on one number.
//
// run: sum_tree
// input x: float32[300] = integers(-9, 9, 1)
// input n: uint32 = 300
// output partial: float32[2]
// grid: 256 1 1
// threadgroup: 128 1 1
// expect partial[i] = sum(k, 0, n(x), (k % 256 < 128 ? (i == 0 ? x[k] : 0) : (i == 1 ? x[k] : 0)))
//
// run: sum_simd
// input x: float32[256] = integers(-9, 9, 2)
// output total: float32[1]
// grid: 256 1 1
// threadgroup: 256 1 1
// expect total[i] = sum(k, 0, 256, x[k])
//
// run: sum_atomic
// input x: uint32[200] = integers(0, 99, 3)
// output total: uint32[1]
// init_value: 0
// grid: 200 1 1
// threadgroup: 64 1 1
// expect total[i] = sum(k, 0, 200, x[k])
//
// run: maximum_and_place
// input x: float32[64] = [3, 8, -1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9,
//   3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7, 9,
//   5, 0, 2, 8, 8, 4, 1, 9, 7, 1, 6, 9, 3, 9, 9, 3,
//   7, 5, 1, 0, 5, 8, 2, 0, 9, 7, 4, 9, 4, 4, 5, 9]
// output value: float32[1]
// output place: uint32[1]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect value = [9]
// expect place = [6]
// file:
#include <metal_stdlib>
using namespace metal;

constant constexpr uint GROUP = 128;

kernel void sum_tree(device const float* x [[buffer(0)]],
                     device float* partial [[buffer(1)]],
                     constant uint& n [[buffer(2)]],
                     uint id [[thread_position_in_grid]],
                     uint lid [[thread_position_in_threadgroup]],
                     uint group [[threadgroup_position_in_grid]],
                     uint threads [[threads_per_grid]]) {
    threadgroup float scratch[GROUP];
    float sum = 0.0f;
    for (uint i = id; i < n; i += threads) {
        sum += x[i];
    }
    scratch[lid] = sum;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint stride = GROUP / 2; stride > 0; stride >>= 1) {
        if (lid < stride) {
            scratch[lid] += scratch[lid + stride];
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    if (lid == 0) {
        partial[group] = scratch[0];
    }
}

kernel void sum_simd(device const float* x [[buffer(0)]],
                     device float* total [[buffer(1)]],
                     ushort lid [[thread_index_in_threadgroup]],
                     ushort lane [[thread_index_in_simdgroup]],
                     ushort simdgroup [[simdgroup_index_in_threadgroup]],
                     ushort simdgroups [[simdgroups_per_threadgroup]]) {
    threadgroup float scratch[32];
    const float sum = simd_sum(x[lid]);
    if (lane == 0) {
        scratch[simdgroup] = sum;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (simdgroup == 0) {
        const float all = simd_sum(lane < simdgroups ? scratch[lane] : 0.0f);
        if (lane == 0) {
            *total = all;
        }
    }
}

kernel void sum_atomic(device const uint* x [[buffer(0)]],
                       device atomic_uint* total [[buffer(1)]],
                       uint id [[thread_position_in_grid]]) {
    atomic_fetch_add_explicit(total, x[id], memory_order_relaxed);
}

kernel void maximum_and_place(device const float* x [[buffer(0)]],
                              device float* value [[buffer(1)]],
                              device uint* place [[buffer(2)]],
                              uint lid [[thread_position_in_threadgroup]]) {
    threadgroup float best[64];
    threadgroup uint where[64];
    best[lid] = x[lid];
    where[lid] = lid;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint step = 32; step > 0; step /= 2) {
        if (lid < step) {
            const bool better = best[lid + step] > best[lid]
                || (best[lid + step] == best[lid] && where[lid + step] < where[lid]);
            if (better) {
                best[lid] = best[lid + step];
                where[lid] = where[lid + step];
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    if (lid == 0) {
        value[0] = best[0];
        place[0] = where[0];
    }
}
