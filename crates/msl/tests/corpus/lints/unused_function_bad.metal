// kernsmith: warn(unused-function)
inline float twice(float x) { //~ warning[unused-function] `twice`
    return 2 * x;
}

struct Pair {
    float x;
    float sum() const { return x; } //~ warning[unused-function] `sum`
};

kernel void k(device float* out) {
    Pair p = {1};
    out[0] = p.x;
}
