// access.h: sixteen bytes in one access, computed with as floats.
//
// Types    VEC elements of T are sixteen bytes: 8 of half or bfloat, 4 of float.
// Assumes  the address is a multiple of sixteen bytes. Inputs of few elements lie in `constant`, so
//          every load exists for both address spaces.

// VEC numbers, four at a time.
template <int VEC>
struct floats {
    float4 at[VEC / 4];
};

template <typename T>
inline floats<8> as_floats(uint4 bits) {
    return {{float4(as_type<vec<T, 4>>(bits.xy)), float4(as_type<vec<T, 4>>(bits.zw))}};
}

template <int VEC, typename T>
inline floats<VEC> load_floats(const device T* from) {
    if constexpr (VEC == 8) {
        return as_floats<T>(*(const device uint4*)from);
    } else {
        return {{*(const device float4*)from}};
    }
}

template <int VEC, typename T>
inline floats<VEC> load_floats(const constant T* from) {
    if constexpr (VEC == 8) {
        return as_floats<T>(*(const constant uint4*)from);
    } else {
        return {{*(const constant float4*)from}};
    }
}

// Rounds each number to T, to nearest even.
template <int VEC, typename T>
inline void store_floats(device T* to, floats<VEC> values) {
    if constexpr (VEC == 8) {
        *(device uint4*)to = uint4(as_type<uint2>(vec<T, 4>(values.at[0])),
                                   as_type<uint2>(vec<T, 4>(values.at[1])));
    } else {
        *(device float4*)to = values.at[0];
    }
}
