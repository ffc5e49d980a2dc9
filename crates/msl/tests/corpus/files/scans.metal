// Running sums: of a simdgroup, of a threadgroup with two buffers, and the sums of blocks added to them.
//
// run: scan_simd
// input x: int32[64] = integers(-9, 9, 1)
// output y: int32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect y[i] = sum(k, floor(i / 32) * 32, i + 1, x[k])
//
// run: scan_block
// input x: float32[200] = integers(-9, 9, 2)
// input n: uint32 = 200
// shared scratch: 512
// output y: float32[200]
// output totals: float32[4]
// grid: 256 1 1
// threadgroup: 64 1 1
// expect y[i] = sum(k, floor(i / 64) * 64, i + 1, x[k])
// expect totals[i] = sum(k, i * 64, min(i * 64 + 64, 200), x[k])
//
// run: add_offsets
// input y: float32[6] = [1, 2, 3, 4, 5, 6]
// input offsets: float32[3] = [10, 20, 30]
// input block: uint32 = 2
// output y: float32[6]
// grid: 6 1 1
// threadgroup: 2 1 1
// expect y = [1, 2, 13, 14, 25, 26]
// file:
#include <metal_stdlib>
using namespace metal;

kernel void scan_simd(device const int* x [[buffer(0)]],
                      device int* y [[buffer(1)]],
                      uint id [[thread_position_in_grid]]) {
    y[id] = simd_prefix_inclusive_sum(x[id]);
}

kernel void scan_block(device const float* x [[buffer(0)]],
                       device float* y [[buffer(1)]],
                       device float* totals [[buffer(2)]],
                       constant uint& n [[buffer(3)]],
                       threadgroup float* scratch [[threadgroup(0)]],
                       uint id [[thread_position_in_grid]],
                       uint lid [[thread_position_in_threadgroup]],
                       uint block [[threadgroup_position_in_grid]],
                       uint size [[threads_per_threadgroup]]) {
    threadgroup float* from = scratch;
    threadgroup float* to = scratch + size;
    from[lid] = id < n ? x[id] : 0.0f;
    for (uint distance = 1; distance < size; distance *= 2) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        to[lid] = from[lid] + (lid >= distance ? from[lid - distance] : 0.0f);
        threadgroup float* swapped = from;
        from = to;
        to = swapped;
    }
    if (id < n) {
        y[id] = from[lid];
    }
    if (lid == size - 1) {
        totals[block] = from[lid];
    }
}

// The first block has nothing before it.
kernel void add_offsets(device float* y [[buffer(0)]],
                        device const float* offsets [[buffer(1)]],
                        constant uint& block [[buffer(2)]],
                        uint id [[thread_position_in_grid]]) {
    const uint number = id / block;
    if (number > 0) {
        y[id] += offsets[number - 1];
    }
}
