// stack_array.metal: output[i] = (1 + choice[i] mod 8) * input[i]
//
// Shapes   input, choice, output: [n]
// Types    float; choice: uint.
// Launch   one thread per element.
// Assumes  output does not alias input.

#include <metal_stdlib>
using namespace metal;

/// The place in a thread's own array is known only at run time, so the array lies in memory.
kernel void stack_array_slow(device const float* input [[buffer(0)]],
                             device const uint* choice [[buffer(1)]],
                             device float* output [[buffer(2)]],
                             uint id [[thread_position_in_grid]]) {
    const float x = input[id];
    float multiples[8];
    for (uint i = 0; i < 8; ++i) {
        multiples[i] = float(i + 1) * x;
    }
    // kernsmith: allow(dynamic-local-array): this is what the slow form shows
    output[id] = multiples[choice[id] % 8];
}

/// All places are known to the compiler, so each element is a register.
kernel void stack_array_fast(device const float* input [[buffer(0)]],
                             device const uint* choice [[buffer(1)]],
                             device float* output [[buffer(2)]],
                             uint id [[thread_position_in_grid]]) {
    const float x = input[id];
    const uint chosen = choice[id] % 8;
    float multiple = x;
#pragma unroll
    for (uint i = 1; i < 8; ++i) {
        multiple = i == chosen ? float(i + 1) * x : multiple;
    }
    output[id] = multiple;
}
