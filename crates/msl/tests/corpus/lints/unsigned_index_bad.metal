#include <metal_stdlib>
using namespace metal;

// kernsmith: warn(unsigned-index)
kernel void walk(device float* out, constant uint& n, uint i [[thread_position_in_grid]]) {
    for (uint j = 0; j < n; ++j) {
        out[j * 64 + i] = 1; //~ warning[unsigned-index]
    }
}
