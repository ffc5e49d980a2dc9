#include <metal_stdlib>
using namespace metal;

// kernsmith: warn(branch-as-select)
kernel void clamp_by_hand(device float* out, uint i [[thread_position_in_grid]]) {
    float x = out[i];
    float y;
    if (x > 1.0f) { //~ warning[branch-as-select] `y`
        y = 1.0f;
    } else {
        y = 2.0f * x;
    }
    out[i] = y;
}
