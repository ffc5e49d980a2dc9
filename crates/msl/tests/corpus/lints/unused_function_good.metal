// kernsmith: warn(unused-function)
#define CALL(x) thrice(x)

inline float twice(float x) {
    return 2 * x;
}

inline float thrice(float x) {
    return 3 * x;
}

template <float (*f)(float)>
float apply(float x) {
    return f(x);
}

[[maybe_unused]] inline float kept(float x) {
    return x;
}

kernel void k(device float* out) {
    out[0] = apply<twice>(1);
}
