// philox.h: random numbers by position, Philox 4x32 with 10 rounds.
//
// Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3 (SC 2011). The
// same key and counter give the same four words on every device.

inline uint4 philox(uint4 counter, uint2 key) {
    for (uint round = 0; round < 10; round++) {
        const uint high0 = mulhi(0xD2511F53u, counter.x);
        const uint low0 = 0xD2511F53u * counter.x;
        const uint high1 = mulhi(0xCD9E8D57u, counter.z);
        const uint low1 = 0xCD9E8D57u * counter.z;
        counter = uint4(high1 ^ counter.y ^ key.x, low1, high0 ^ counter.w ^ key.y, low0);
        key += uint2(0x9E3779B9u, 0xBB67AE85u);
    }
    return counter;
}

// A word as a multiple of 2^-24 in [0, 1).
inline float random_uniform(uint word) {
    return float(word >> 8) * 0x1p-24f;
}

// The natural logarithm of a number in (0, 1] that is not subnormal: products and sums only, in an
// order that is the same everywhere, which the library's own logarithm does not promise.
// Source: the Cephes library's logf.
inline float random_log(float y) {
    const uint bits = as_type<uint>(y);
    float e = float(int(bits >> 23) - 126);
    float m = as_type<float>((bits & 0x007FFFFFu) | 0x3F000000u);
    if (m < 0.70710678f) {
        e = e - 1.0f;
        m = m + m;
    }
    m = m - 1.0f;
    const float z = m * m;
    float p = 7.0376836292e-2f;
    p = p * m - 1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m - 1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m - 1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m - 2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    float r = p * m * z;
    r = r - 2.12194440e-4f * e;
    r = r - 0.5f * z;
    return (m + r) + 0.693359375f * e;
}

// A word as a number of the standard normal distribution: the inverse of its distribution function.
// Source: Giles, Approximating the erfinv function (GPU Computing Gems, 2011), single precision.
inline float random_normal(uint word) {
    const float x = float(2u * (word >> 9) + 1u) * 0x1p-23f - 1.0f;
    float w = -random_log((1.0f - x) * (1.0f + x));
    float p;
    if (w < 5.0f) {
        w = w - 2.5f;
        p = 2.81022636e-8f;
        p = 3.43273939e-7f + p * w;
        p = -3.5233877e-6f + p * w;
        p = -4.39150654e-6f + p * w;
        p = 2.1858087e-4f + p * w;
        p = -1.25372503e-3f + p * w;
        p = -4.17768164e-3f + p * w;
        p = 2.46640727e-1f + p * w;
        p = 1.50140941f + p * w;
    } else {
        w = sqrt(w) - 3.0f;
        p = -2.00214257e-4f;
        p = 1.00950558e-4f + p * w;
        p = 1.34934322e-3f + p * w;
        p = -3.67342844e-3f + p * w;
        p = 5.73950773e-3f + p * w;
        p = -7.6224613e-3f + p * w;
        p = 9.43887047e-3f + p * w;
        p = 1.00167406f + p * w;
        p = 2.83297682f + p * w;
    }
    return 1.41421356f * (p * x);
}
