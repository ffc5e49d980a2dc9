template <typename T, int N>
T power(T x) {
    T result = 1;
    for (int i = 0; i < N; ++i) { result *= x; }
    return result;
}

kernel void cubes(device float* x, uint i [[thread_position_in_grid]]) {
    x[i] = power(x[i]);
}
