// launch: grid=64,1,1 threadgroup=64,1,1 new=0:64 new=1:64
kernel void sum(device float* out [[buffer(0)]], device atomic_uint* counts [[buffer(1)]],
                device const float* x [[buffer(2)]], uint i [[thread_position_in_grid]]) {
    out[i] += x[i]; //~ warning[output-read-before-written] `out` is read before
    metal::atomic_fetch_add_explicit(counts + i, 1u, metal::memory_order_relaxed); //~ warning[output-read-before-written]
}
