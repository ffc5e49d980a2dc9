#include <metal_stdlib>
using namespace metal;

// kernsmith: warn(branch-as-select)
kernel void branches(device float* out, constant int& n, uint i [[thread_position_in_grid]]) {
    float x = out[i];
    float y = x > 1.0f ? 1.0f : 2.0f * x;
    // Memory is read, or something dear is computed, on one side only.
    if (x > 2.0f) { y = out[i + n]; } else { y = x; }
    if (x > 3.0f) { y = exp(x); } else { y = x; }
    if (x > 4.0f) { y = 3.0f; }
    out[i] = y;
}
