void one(device float* out [[buffer(0)]], //~ warning[missing-kernel-keyword] `one`
         uint i [[thread_position_in_grid]]) {
    out[i] = 1;
}

template <typename T>
void two(device T* out, uint i [[thread_position_in_grid]]) { //~ warning[missing-kernel-keyword]
    out[i] = 2;
}

float scaled(float x) { return 3 * x; }

void three(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { //~ warning[missing-kernel-keyword]
    out[i] = scaled(3);
}
