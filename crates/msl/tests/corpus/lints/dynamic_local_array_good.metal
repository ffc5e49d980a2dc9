#include <metal_stdlib>
using namespace metal;

kernel void unrolled(device float* out, uint i [[thread_position_in_grid]]) {
    float kept[4][2];
    for (int j = 0; j < 4; ++j) {
        for (uint k = 2; k > 0; --k) { kept[j][k - 1] = out[i]; }
    }
    const int at = 3;
    out[i] = kept[at][0] + kept[2][1];
}

kernel void table(device float* out, device const int* which, uint i [[thread_position_in_grid]]) {
    const float weights[4] = {1, 2, 3, 4};
    threadgroup float shared[64];
    shared[i] = weights[which[i] & 3];
    out[i] = shared[which[i] & 63];
}
