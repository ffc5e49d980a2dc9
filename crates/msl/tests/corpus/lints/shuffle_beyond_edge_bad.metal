#include <metal_stdlib>
using namespace metal;

kernel void differences(device float* out, uint i [[thread_position_in_grid]]) {
    float x = out[i];
    out[i] = x - 2 * simd_shuffle_up(x, 1); //~ warning[shuffle-beyond-edge] first lanes
    float after = simd_shuffle_down(x, 2); //~ warning[shuffle-beyond-edge] last lanes
    out[i] += after;
}

kernel void difference(device float* out, device const float* x, uint i [[thread_position_in_grid]]) {
    float next = simd_shuffle_down(x[i], 1); //~ warning[shuffle-beyond-edge] the last lanes
    float twice = 2 * next;
    out[i] = twice;
}
