// limits.metal: `numeric_limits` as in <metal_limits>.
//
// A specialisation for each scalar type, nothing else:
// `numeric_limits<T>` of another type does not exist unless the unit makes it.

namespace metal {

// The name that the library's own headers give the part to specialize, which kernels use.
template <typename T>
struct _numeric_limits_impl;

template <typename T>
struct numeric_limits : _numeric_limits_impl<T> {};

#define KERNSMITH_INTEGER_LIMITS(T, DIGITS, DIGITS10, SIGNED, MIN, MAX) \
  template <>                                                           \
  struct numeric_limits<T> {                                            \
    static constexpr constant bool is_specialized = true;               \
    static constexpr constant bool is_integer = true;                   \
    static constexpr constant bool is_signed = SIGNED;                  \
    static constexpr constant bool has_infinity = false;                \
    static constexpr constant int digits = DIGITS;                      \
    static constexpr constant int digits10 = DIGITS10;                  \
    static constexpr constant bool is_exact = true;                     \
    static constexpr constant bool is_bounded = true;                   \
    static constexpr constant bool is_modulo = !SIGNED;                 \
    static constexpr constant bool is_iec559 = false;                   \
    static constexpr constant bool has_quiet_NaN = false;               \
    static constexpr constant bool has_signaling_NaN = false;           \
    static constexpr constant bool has_denorm_loss = false;             \
    static constexpr constant int radix = 2;                            \
    static constexpr constant int max_digits10 = 0;                     \
    static constexpr constant int min_exponent = 0;                     \
    static constexpr constant int min_exponent10 = 0;                   \
    static constexpr constant int max_exponent = 0;                     \
    static constexpr constant int max_exponent10 = 0;                   \
    static constexpr T min() { return T(MIN); }                         \
    static constexpr T max() { return T(MAX); }                         \
    static constexpr T lowest() { return T(MIN); }                      \
    static constexpr T epsilon() { return T(0); }                       \
    static constexpr T round_error() { return T(0); }                   \
    static constexpr T infinity() { return T(0); }                      \
    static constexpr T quiet_NaN() { return T(0); }                     \
    static constexpr T signaling_NaN() { return T(0); }                 \
    static constexpr T denorm_min() { return T(0); }                    \
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

#define KERNSMITH_FLOAT_LIMITS(T, NAME, BITS, DIGITS, DIGITS10, INF, NOT_A_NUMBER, NAN_BITS)    \
  template <>                                                                                   \
  struct numeric_limits<T> {                                                                    \
    static constexpr constant bool is_specialized = true;                                       \
    static constexpr constant bool is_integer = false;                                          \
    static constexpr constant bool is_signed = true;                                            \
    static constexpr constant bool has_infinity = true;                                         \
    static constexpr constant int digits = DIGITS;                                              \
    static constexpr constant int digits10 = DIGITS10;                                          \
    static constexpr constant bool is_exact = false;                                            \
    static constexpr constant bool is_bounded = true;                                           \
    static constexpr constant bool is_modulo = false;                                           \
    static constexpr constant bool is_iec559 = true;                                            \
    static constexpr constant bool has_quiet_NaN = true;                                        \
    static constexpr constant bool has_signaling_NaN = true;                                    \
    static constexpr constant bool has_denorm_loss = false;                                     \
    static constexpr constant int radix = 2;                                                    \
    static constexpr constant int max_digits10 = 2 + DIGITS * 30103 / 100000;                   \
    static constexpr constant int min_exponent = NAME##_MIN_EXP;                                \
    static constexpr constant int min_exponent10 = NAME##_MIN_10_EXP;                           \
    static constexpr constant int max_exponent = NAME##_MAX_EXP;                                \
    static constexpr constant int max_exponent10 = NAME##_MAX_10_EXP;                           \
    static constexpr T min() { return NAME##_MIN; }                                             \
    static constexpr T max() { return NAME##_MAX; }                                             \
    static constexpr T lowest() { return -NAME##_MAX; }                                         \
    static constexpr T epsilon() { return NAME##_EPSILON; }                                     \
    static constexpr T infinity() { return as_type<T>(BITS(INF)); }                             \
    static constexpr T quiet_NaN() { return as_type<T>(BITS(NOT_A_NUMBER)); }                   \
    static constexpr T signaling_NaN() { return as_type<T>(BITS(NOT_A_NUMBER ^ NAN_BITS)); }    \
    static constexpr T round_error() { return T(0.5f); }                                        \
    static constexpr T denorm_min() { return as_type<T>(BITS(1)); }                             \
  };

KERNSMITH_FLOAT_LIMITS(half, HALF, ushort, 11, 3, 0x7c00, 0x7e00, 0x300)
KERNSMITH_FLOAT_LIMITS(bfloat, BFLT, ushort, 8, 2, 0x7f80, 0x7fc0, 0x60)
KERNSMITH_FLOAT_LIMITS(float, FLT, uint, 24, 6, 0x7f800000, 0x7fc00000, 0x600000)
#undef KERNSMITH_FLOAT_LIMITS

} // namespace metal
