// two_sum.h: sums in two floats, a rounded one and what rounding left.
//
// Source: Knuth's TwoSum; Ogita, Rump and Oishi, Accurate Sum and Dot Product (2005), Dot2. What is left of an infinite
// sum is nothing, so that infinities stay what they are.

struct TwoFloats {
    float high;
    float low;
};

inline TwoFloats two_sum(float a, float b) {
    TwoFloats sum;
    sum.high = a + b;
    const float part = sum.high - a;
    const float left = (a - (sum.high - part)) + (b - part);
    sum.low = isfinite(sum.high) ? left : 0.0f;
    return sum;
}

inline TwoFloats two_product(float a, float b) {
    TwoFloats product;
    product.high = a * b;
    product.low = isfinite(product.high) ? fma(a, b, -product.high) : 0.0f;
    return product;
}

// MODE 0: rounded at each step; 1: with Kahan's compensation of rounded products; 2: as if in twice the precision.
template <int MODE>
inline TwoFloats sum_step(TwoFloats sum, float a, float b) {
    if (MODE == 0) {
        sum.high = fma(a, b, sum.high);
    } else if (MODE == 1) {
        const float term = a * b + sum.low;
        const float next = sum.high + term;
        sum.low = isfinite(next) ? term - (next - sum.high) : 0.0f;
        sum.high = next;
    } else {
        const TwoFloats product = two_product(a, b);
        const TwoFloats next = two_sum(sum.high, product.high);
        sum.high = next.high;
        sum.low += next.low + product.low;
    }
    return sum;
}

template <int MODE>
inline TwoFloats sum_join(TwoFloats a, TwoFloats b) {
    TwoFloats sum;
    if (MODE == 0) {
        sum.high = a.high + b.high;
        sum.low = 0.0f;
    } else {
        sum = two_sum(a.high, b.high);
        sum.low += a.low + b.low;
    }
    return sum;
}

template <int MODE>
inline TwoFloats sum_join_lanes(TwoFloats sum) {
    for (ushort distance = 16; distance > 0; distance /= 2) {
        TwoFloats other;
        other.high = simd_shuffle_xor(sum.high, distance);
        other.low = simd_shuffle_xor(sum.low, distance);
        sum = sum_join<MODE>(sum, other);
    }
    return sum;
}
