// division.metal: output[r,c] = 2 * input[r,c], with r and c found in two ways
//
// Shapes   input, output: [rows, columns]    columns: one number
// Types    float.
// Launch   division_slow: one thread per element; division_fast: grid (columns, rows).
// Assumes  output does not alias input.

#include <metal_stdlib>
using namespace metal;

/// Row and column come from a division and a remainder by a number that the compiler does not know.
kernel void division_slow(device const float* input [[buffer(0)]],
                          device float* output [[buffer(1)]],
                          constant uint& columns [[buffer(2)]],
                          uint id [[thread_position_in_grid]]) {
    const uint row = id / columns;
    const uint column = id % columns;
    output[row * columns + column] = 2.0f * input[row * columns + column];
}

/// Row and column are what the grid is made of.
kernel void division_fast(device const float* input [[buffer(0)]],
                          device float* output [[buffer(1)]],
                          constant uint& columns [[buffer(2)]],
                          uint2 position [[thread_position_in_grid]]) {
    const uint at = position.y * columns + position.x;
    output[at] = 2.0f * input[at];
}
