#include <metal_stdlib>
using namespace metal;

inline float half_of(float x) {
    return x / 2;
}

kernel void k(device float* x [[buffer(0)]],
              uint i [[thread_position_in_grid]]) {
    for (uint j = 0; j < 4; j++) {
        x[i] += half_of(x[j]);
    }
    x[i] *= 2; // the last statement
