#include <metal_stdlib>
using namespace metal;

kernel void columns(device float* out, device const float* x, constant uint& n,
                    uint2 at [[thread_position_in_grid]]) {
    out[at.x * n + at.y] = //~ warning[uncoalesced-access] write
        x[at.x * n + at.y]; //~ warning[uncoalesced-access] read
}

kernel void rows(device float* out, device const half* x, uint i [[thread_position_in_grid]]) {
    float sum = 0;
    for (uint j = 0; j < 64; ++j) {
        sum += x[i * 64 + j]; //~ warning[uncoalesced-access] 128 bytes
    }
    out[i] = sum;
}

struct Particle { float4 position; float4 velocity; float4 force; float4 color; float4 before[4]; };

kernel void structs(device Particle* all, device float* out, uint i [[thread_position_in_grid]]) {
    out[i] = all[i].velocity.x; //~ warning[uncoalesced-access] 128 bytes
}

float first(device const float* row, int n) {
    float sum = 0;
    for (int j = 0; j < n; ++j) {
        sum += row[j]; //~ warning[uncoalesced-access]
    }
    return sum;
}

kernel void helper(device float* out, device const float* x, constant int& n,
                   uint i [[thread_position_in_grid]]) {
    out[i] = first(x + int(i) * n, n);
}
