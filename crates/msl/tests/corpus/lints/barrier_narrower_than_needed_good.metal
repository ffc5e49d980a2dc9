kernel void k(device float* out [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = out[i];
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    out[i] = tile[63 - i];
}

kernel void between(device float* out [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = out[i];
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    float other = tile[63 - i];
    // Nothing was written since.
    metal::threadgroup_barrier(metal::mem_flags::mem_none);
    out[i] = other + tile[i ^ 1];
}
