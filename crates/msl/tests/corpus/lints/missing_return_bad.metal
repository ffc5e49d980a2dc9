inline float positive(float x) {
    if (x > 0) {
        return x;
    }
} //~ warning[missing-return] `positive`

inline int none() {
} //~ warning[missing-return]

inline float3 chosen(int kind) {
    switch (kind) {
    case 0:
        return float3(1);
    case 1:
        break;
    default:
        return float3(2);
    }
} //~ warning[missing-return]

inline device float* first(device float* a, int n) {
    for (int i = 0; i < n; i++) {
        return a + i;
    }
} //~ warning[missing-return]

kernel void k(device float* out) {
    out[0] = positive(1) + none() + chosen(2).x + *first(out, 2);
}
