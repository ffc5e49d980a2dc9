template <typename T>
bool below(T x) {
    return x < 0;
}

kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    for (int j = 3; j >= 0; j--) {
        out[j] = 1;
    }
    if (i > 0 && i <= 4 && int(i) - 1 < 0) {
        return;
    }
    for (uint j = 4; j-- > 0;) {
        out[j] += below(j);
    }
}
