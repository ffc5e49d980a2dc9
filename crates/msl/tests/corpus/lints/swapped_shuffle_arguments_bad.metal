kernel void k(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    x[i] += metal::simd_shuffle_xor(16, x[i]); //~ warning[swapped-shuffle-arguments]
}
