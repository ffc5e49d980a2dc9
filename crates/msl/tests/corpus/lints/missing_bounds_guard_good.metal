#include <metal_stdlib>
using namespace metal;

// kernsmith: warn(missing-bounds-guard)
kernel void guarded(device float* out, constant uint& n, uint i [[thread_position_in_grid]]) {
    if (i >= n) { return; }
    out[i] = 1;
}

kernel void clamped(device float* out, constant uint& n, uint i [[thread_position_in_grid]]) {
    out[min(i, n - 1)] = 1;
}

kernel void looped(device float* out, constant uint& n, uint i [[thread_position_in_grid]],
                   uint threads [[threads_per_grid]]) {
    for (uint j = i; j < n; j += threads) { out[j] = 1; }
}

kernel void by_group(device float* out, uint3 group [[threadgroup_position_in_grid]]) {
    out[group.x] = 1;
}
