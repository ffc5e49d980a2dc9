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

// Attributes that a kernel's body took along when it became a helper.
template <typename T>
void shared_body(device T* out [[buffer(0)]], T value, uint i [[thread_position_in_grid]]) {
    out[i] = value;
}

namespace parts {
void store(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = 6; }
}

kernel void five(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    shared_body<float>(out, 5, i);
}

kernel void six(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    parts::store(out, i);
}
