#include <metal_stdlib>
using namespace metal;

template <int W>
void by_template(device float* out, int n) {
    for (int j = 0; j < n; ++j) { out[j] = j / W + j % (2 * W); }
}

kernel void cheap(device float* out, constant uint& n, constant uint& shift, constant float& scale) {
    by_template<24>(out, int(n));
    for (uint j = 0; j < n; ++j) {
        out[j] = float(j / 8 + j % 10 + j / (1u << shift)) / scale;
    }
}

// What no turn changes a compiler computes once.
kernel void the_same_in_each_turn(device float* out, constant uint& n, constant uint& width) {
    for (uint j = 0; j < n; ++j) { out[j] = float(n / width); }
}

kernel void once(device float* out, constant uint& width, uint i [[thread_position_in_grid]]) {
    out[i] = float(i / width);
}

kernel void by_a_counter(device float* out, uint i [[thread_position_in_grid]]) {
    for (uint j = 1; j < 4; ++j) { out[i] = float(i % j); }
}
