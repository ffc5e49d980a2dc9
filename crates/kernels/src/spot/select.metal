// select.metal: output[i] = input[i], but at least -1 and at most 1
//
// Shapes   input, output: [n]
// Types    float.
// Launch   one thread per element.
// Assumes  output does not alias input.

#include <metal_stdlib>
using namespace metal;

/// Threads of a simdgroup take different branches.
kernel void select_slow(device const float* input [[buffer(0)]],
                        device float* output [[buffer(1)]],
                        uint id [[thread_position_in_grid]]) {
    const float x = input[id];
    if (x < -1.0f) {
        output[id] = -1.0f;
    } else if (x > 1.0f) {
        output[id] = 1.0f;
    } else {
        output[id] = x;
    }
}

/// All threads do the same and choose between values.
kernel void select_fast(device const float* input [[buffer(0)]],
                        device float* output [[buffer(1)]],
                        uint id [[thread_position_in_grid]]) {
    const float x = input[id];
    const float low = x < -1.0f ? -1.0f : x;
    output[id] = low > 1.0f ? 1.0f : low;
}
