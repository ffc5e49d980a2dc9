#include <metal_stdlib>
using namespace metal;

kernel void rows(device float* out, device const float* x, constant uint& n,
                 uint2 at [[thread_position_in_grid]]) {
    out[at.y * n + at.x] = x[at.y * n + at.x] + x[at.y] + x[n];
}

kernel void strided(device float* out, constant uint& n, uint i [[thread_position_in_grid]],
                    uint threads [[threads_per_grid]]) {
    for (uint j = i; j < n; j += threads) { out[j] = 1; }
}

kernel void vectors(device float4* out, device const float* x, uint i [[thread_position_in_grid]]) {
    out[i] = float4(x[4 * i], x[4 * i + 1], x[4 * i + 2], x[4 * i + 3]);
}

kernel void row_of_group(device float* out, constant uint& n, uint lane [[thread_index_in_threadgroup]],
                         uint3 group [[threadgroup_position_in_grid]]) {
    device float* row = out + group.x * n;
    for (uint j = lane; j < n; j += 256) { row[j] = 1; }
}

kernel void gathered(device float* out, device const float* x, device const int* which,
                     uint i [[thread_position_in_grid]]) {
    out[i] = x[which[i]];
}
