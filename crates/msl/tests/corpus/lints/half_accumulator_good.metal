#include <metal_stdlib>
using namespace metal;

kernel void sums(device half* out, device const half* x, constant int& n,
                 uint i [[thread_position_in_grid]]) {
    float sum = 0;
    for (int j = 0; j < n; ++j) { sum += x[j]; }
    // So few terms lose little.
    half few = 0;
    for (int j = 0; j < 4; ++j) { few += x[j]; }
    // Not a sum over the loop.
    for (int j = 0; j < n; ++j) {
        half pair = x[j];
        pair += x[j + 1];
        out[i + j] = pair;
    }
    out[i] = half(sum) + few;
}
