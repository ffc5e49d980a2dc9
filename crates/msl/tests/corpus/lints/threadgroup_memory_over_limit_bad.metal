kernel void k(device float* out [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
    threadgroup float tile[9000]; //~ warning[threadgroup-memory-over-limit]
    tile[i] = out[i];
    out[i] = tile[i];
}
