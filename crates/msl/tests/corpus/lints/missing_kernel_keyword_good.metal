kernel void one(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1;
}

[[kernel]] void two(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 2;
}

template <typename T>
[[kernel]] void three(device T* out, uint i [[thread_position_in_grid]]) {
    out[i] = 3;
}

inline void helper(device float* out, uint i) {
    out[i] = 4;
}

kernel void four(device float* out, uint i [[thread_position_in_grid]]) {
    helper(out, i);
}
