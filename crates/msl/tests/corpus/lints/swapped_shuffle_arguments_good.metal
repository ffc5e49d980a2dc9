kernel void k(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    x[i] += metal::simd_shuffle_xor(x[i], 16);
}

kernel void lanes(device float* x [[buffer(0)]], device uint* n [[buffer(1)]],
                  uint i [[thread_position_in_grid]]) {
    x[i] = metal::simd_shuffle(x[i], ushort(n[i]));
    n[i] = metal::simd_shuffle(7u, ushort(n[i]));
}
