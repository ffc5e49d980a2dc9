// vector.h: several elements in one access, computed with as floats.
//
// Types    T: half | bfloat | float.
// Assumes  the address is aligned to the whole access. Inputs of few elements lie in `constant`,
//          so every load exists for both address spaces.

template <typename T>
inline float2 load2(const device T* from) {
    return float2(*(const device vec<T, 2>*)from);
}

template <typename T>
inline float2 load2(const constant T* from) {
    return float2(*(const constant vec<T, 2>*)from);
}

template <typename T>
inline float4 load4(const device T* from) {
    // kernsmith: allow(uncoalesced-access): the caller says how much a thread takes
    return float4(*(const device vec<T, 4>*)from);
}

template <typename T>
inline float4 load4(const constant T* from) {
    return float4(*(const constant vec<T, 4>*)from);
}

// Rounds each component to T, to nearest even.
template <typename T>
inline void store2(device T* to, float2 value) {
    *(device vec<T, 2>*)to = vec<T, 2>(value);
}

template <typename T>
inline void store4(device T* to, float4 value) {
    // kernsmith: allow(uncoalesced-access): the caller says how much a thread takes
    *(device vec<T, 4>*)to = vec<T, 4>(value);
}
