// limits.metal: `numeric_limits` as in <metal_limits>.
//
// A specialisation for each scalar type, nothing else:
// `numeric_limits<T>` of another type does not exist.

namespace metal {

template <typename T>
struct numeric_limits;

#define KERNSMITH_INTEGER_LIMITS(T, DIGITS, DIGITS10, SIGNED, MIN, MAX) \
  template <>                                                           \
  struct numeric_limits<T> {                                            \
    static constexpr constant bool is_specialized = true;               \
    static constexpr constant bool is_integer = true;                   \
    static constexpr constant bool is_signed = SIGNED;                  \
    static constexpr constant bool has_infinity = false;                \
    static constexpr constant int digits = DIGITS;                      \
    static constexpr constant int digits10 = DIGITS10;                  \
    static constexpr T min() { return T(MIN); }                         \
    static constexpr T max() { return T(MAX); }                         \
    static constexpr T lowest() { return T(MIN); }                      \
  };

KERNSMITH_INTEGER_LIMITS(bool, 1, 0, false, false, true)
KERNSMITH_INTEGER_LIMITS(char, 7, 2, true, -128, 127)
KERNSMITH_INTEGER_LIMITS(uchar, 8, 2, false, 0, 255)
KERNSMITH_INTEGER_LIMITS(short, 15, 4, true, -32768, 32767)
KERNSMITH_INTEGER_LIMITS(ushort, 16, 4, false, 0, 65535)
KERNSMITH_INTEGER_LIMITS(int, 31, 9, true, INT_MIN, INT_MAX)
KERNSMITH_INTEGER_LIMITS(uint, 32, 9, false, 0, UINT_MAX)
KERNSMITH_INTEGER_LIMITS(long, 63, 18, true, LONG_MIN, LONG_MAX)
KERNSMITH_INTEGER_LIMITS(ulong, 64, 19, false, 0, ULONG_MAX)
#undef KERNSMITH_INTEGER_LIMITS

#define KERNSMITH_FLOAT_LIMITS(T, BITS, DIGITS, DIGITS10, MIN, MAX, EPSILON, INF, NOT_A_NUMBER) \
  template <>                                                                                   \
  struct numeric_limits<T> {                                                                    \
    static constexpr constant bool is_specialized = true;                                       \
    static constexpr constant bool is_integer = false;                                          \
    static constexpr constant bool is_signed = true;                                            \
    static constexpr constant bool has_infinity = true;                                         \
    static constexpr constant int digits = DIGITS;                                              \
    static constexpr constant int digits10 = DIGITS10;                                          \
    static constexpr T min() { return MIN; }                                                    \
    static constexpr T max() { return MAX; }                                                    \
    static constexpr T lowest() { return -MAX; }                                                \
    static constexpr T epsilon() { return EPSILON; }                                            \
    static constexpr T infinity() { return as_type<T>(BITS(INF)); }                             \
    static constexpr T quiet_NaN() { return as_type<T>(BITS(NOT_A_NUMBER)); }                   \
    static constexpr T denorm_min() { return as_type<T>(BITS(1)); }                             \
  };

KERNSMITH_FLOAT_LIMITS(half, ushort, 11, 3, HALF_MIN, HALF_MAX, HALF_EPSILON, 0x7c00, 0x7e00)
KERNSMITH_FLOAT_LIMITS(bfloat, ushort, 8, 2, BFLT_MIN, BFLT_MAX, BFLT_EPSILON, 0x7f80, 0x7fc0)
KERNSMITH_FLOAT_LIMITS(float, uint, 24, 6, FLT_MIN, FLT_MAX, FLT_EPSILON, 0x7f800000, 0x7fc00000)
#undef KERNSMITH_FLOAT_LIMITS

} // namespace metal
