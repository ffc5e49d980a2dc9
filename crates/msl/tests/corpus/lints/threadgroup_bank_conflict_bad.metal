#include <metal_stdlib>
using namespace metal;

kernel void transpose(device float* out, uint2 at [[thread_position_in_threadgroup]]) {
    threadgroup float tile[32][32];
    tile[at.y][at.x] = out[at.y * 32 + at.x];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    out[at.y * 32 + at.x] = tile[at.x][at.y]; //~ warning[threadgroup-bank-conflict] 32 threads
}

kernel void rows(device float* out, uint i [[thread_index_in_threadgroup]]) {
    threadgroup float kept[64 * 16];
    for (uint j = 0; j < 16; ++j) {
        kept[i * 16 + j] = out[i]; //~ warning[threadgroup-bank-conflict] 16 threads
    }
    out[i] = kept[i * 16];
}
