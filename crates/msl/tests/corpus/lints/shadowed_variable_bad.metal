// kernsmith: warn(shadowed-variable)
inline float largest(device const float* a, int n) {
    float best = a[0];
    for (int i = 1; i < n; i++) {
        if (a[i] > best) {
            float best = a[i]; //~ warning[shadowed-variable] `best`
        }
        for (int n = 0; n < 2; n++) { //~ warning[shadowed-variable] `n`
            best += n;
        }
    }
    return best;
}

kernel void k(device float* out) {
    out[0] = largest(out, 4);
}
