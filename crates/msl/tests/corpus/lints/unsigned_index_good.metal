#include <metal_stdlib>
using namespace metal;

// kernsmith: warn(unsigned-index)
kernel void walk(device float* out, constant int& n, uint i [[thread_position_in_grid]]) {
    threadgroup float tile[64];
    for (int j = 0; j < n; ++j) {
        out[j * 64 + int(i)] = 1;
        tile[uint(j) + i] = 1;
    }
    out[2 * i] = tile[i];
}
