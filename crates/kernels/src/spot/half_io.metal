// half_io.metal: output[i] = input[i]^2 + input[i] / 2
//
// Shapes   input, output: [n]
// Types    half_io_slow: float; half_io_fast: half, with float in between.
// Launch   one thread per element.
// Assumes  output does not alias input.

#include <metal_stdlib>
using namespace metal;

inline float polynomial(float x) {
    return fma(x, x, 0.5f * x);
}

/// Four bytes in and four bytes out.
kernel void half_io_slow(device const float* input [[buffer(0)]],
                         device float* output [[buffer(1)]],
                         uint id [[thread_position_in_grid]]) {
    output[id] = polynomial(input[id]);
}

/// Two bytes in and two bytes out; nothing is rounded in between.
kernel void half_io_fast(device const half* input [[buffer(0)]],
                         device half* output [[buffer(1)]],
                         uint id [[thread_position_in_grid]]) {
    output[id] = half(polynomial(float(input[id])));
}
