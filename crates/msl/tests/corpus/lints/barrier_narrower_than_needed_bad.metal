kernel void k(device float* out [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[i] = out[i];
    metal::threadgroup_barrier(metal::mem_flags::mem_none); //~ warning[barrier-narrower-than-needed]
    out[i] = tile[63 - i];
}
