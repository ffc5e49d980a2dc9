// soft_cap.metal: output[i] = cap_value * tanh(input[i] / cap_value)
//
// Shapes   input, output: [size]    cap_value, size: one number each
// Types    T: half | bfloat | float; computed in float, rounded once.
// Launch   one thread per element; threads from `size` on do nothing.
// Assumes  cap_value is not 0; output does not alias input.

#include <metal_stdlib>
using namespace metal;

template <typename T>
[[kernel]] void soft_cap(device const T* input [[buffer(0)]],
                         device T* output [[buffer(1)]],
                         constant float& cap_value [[buffer(2)]],
                         constant uint& size [[buffer(3)]],
                         uint id [[thread_position_in_grid]]) {
    if (id >= size) {
        return;
    }
    const float value = float(input[id]);
    output[id] = T(cap_value * tanh(value / cap_value)); // rounded once
}

template [[host_name("soft_cap_kernel")]] [[kernel]] decltype(soft_cap<float>) soft_cap<float>;
template [[host_name("soft_cap_kernel_half")]] [[kernel]] decltype(soft_cap<half>) soft_cap<half>;
template [[host_name("soft_cap_kernel_bfloat")]] [[kernel]] decltype(soft_cap<bfloat>) soft_cap<bfloat>;
