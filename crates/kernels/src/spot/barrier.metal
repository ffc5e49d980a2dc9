// barrier.metal: output[s] = sum of the 32 elements of input that simdgroup s reads
//
// Shapes   input: [n]    output: [n / 32]
// Types    float.
// Launch   one thread per element, 256 in a threadgroup; n a multiple of 256.
// Assumes  output does not alias input.

#include <metal_stdlib>
using namespace metal;

/// Every step of the sum waits for the whole threadgroup.
kernel void barrier_slow(device const float* input [[buffer(0)]],
                         device float* output [[buffer(1)]],
                         uint id [[thread_position_in_grid]],
                         uint index [[thread_index_in_threadgroup]],
                         uint lane [[thread_index_in_simdgroup]]) {
    threadgroup float partial[256];
    partial[index] = input[id];
    for (uint stride = 16; stride > 0; stride /= 2) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (lane < stride) {
            partial[index] += partial[index + stride];
        }
    }
    if (lane == 0) {
        output[id / 32] = partial[index];
    }
}

/// Nothing passes between simdgroups, so each waits for its own threads only.
kernel void barrier_fast(device const float* input [[buffer(0)]],
                         device float* output [[buffer(1)]],
                         uint id [[thread_position_in_grid]],
                         uint index [[thread_index_in_threadgroup]],
                         uint lane [[thread_index_in_simdgroup]]) {
    threadgroup float partial[256];
    partial[index] = input[id];
    for (uint stride = 16; stride > 0; stride /= 2) {
        simdgroup_barrier(mem_flags::mem_threadgroup);
        if (lane < stride) {
            partial[index] += partial[index + stride];
        }
    }
    if (lane == 0) {
        output[id / 32] = partial[index];
    }
}
