kernel void k(device float* out [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
    threadgroup half tile[9000];
    tile[i] = half(out[i]);
    out[i] = tile[i];
}
