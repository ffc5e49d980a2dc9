#include <metal_stdlib>
using namespace metal;

kernel void k(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    if (i < 4) {
        x[i] = 1;
    }
    for (uint j = 0; j < 4; j++) {
        if (x[j] > 2) {
            x[i] += x[j];
        }
    }
    x[i] *= 2;
}

kernel void second(device float* x [[buffer(0)]]) {
    x[0] = 1;
}
