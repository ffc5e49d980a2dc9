inline float positive(float x) {
    if (x > 0) {
        return x;
    } else if (x < -1) {
        return -x;
    } else {
        return 0;
    }
}

inline float3 chosen(int kind) {
    switch (kind) {
    case 0:
        return float3(1);
    default:
        return float3(2);
    }
}

template <typename T, bool wide>
T chosen_by_type(T x) {
    if constexpr (wide) {
        return x + x;
    } else {
        return x;
    }
}

inline int search(device const float* a) {
    int i = 0;
    while (true) {
        if (a[i] > 0) {
            return i;
        }
        i++;
    }
}

inline int forever(device const float* a) {
    for (;;) {
        if (a[0] > 0) {
            return 1;
        }
    }
}

inline void nothing() {
}

struct Box {
    float x;
    Box() : x(1) {}
    operator float() const { return x; }
};

kernel void k(device float* out) {
    nothing();
    Box box;
    out[0] = positive(1) + chosen(2).x + search(out) + forever(out) + chosen_by_type<float, true>(1) + box;
}
