// sigmoid.h: 1 / (1 + exp(-x)), in the plain form or in one that never overflows.
//
// The stable form takes exp(-|x|), which is at most 1, and uses sigmoid(x) = 1 - sigmoid(-x).

template <bool STABLE>
inline float sigmoid(float x) {
    if (STABLE) {
        const float e = exp(-abs(x));
        return (x < 0.0f ? e : 1.0f) / (1.0f + e);
    }
    return 1.0f / (1.0f + exp(-x));
}

template <bool STABLE>
inline float2 sigmoid2(float2 x) {
    return float2(sigmoid<STABLE>(x.x), sigmoid<STABLE>(x.y));
}

template <bool STABLE>
inline float4 sigmoid4(float4 x) {
    return float4(sigmoid<STABLE>(x.x), sigmoid<STABLE>(x.y), sigmoid<STABLE>(x.z),
                  sigmoid<STABLE>(x.w));
}
