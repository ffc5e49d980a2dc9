// limits.metal: the greatest and least value of a type, with and without infinities.

template <typename T>
struct Limits;

#define KERNSMITH_INTEGER(T, MIN, MAX)             \
  template <>                                      \
  struct Limits<T> {                               \
    static constexpr constant T max = MAX;         \
    static constexpr constant T min = MIN;         \
    static constexpr constant T finite_max = MAX;  \
    static constexpr constant T finite_min = MIN;  \
  };

KERNSMITH_INTEGER(bool, false, true)
KERNSMITH_INTEGER(uint8_t, 0, 255)
KERNSMITH_INTEGER(uint16_t, 0, 65535)
KERNSMITH_INTEGER(uint32_t, 0, UINT_MAX)
KERNSMITH_INTEGER(uint64_t, 0, ULONG_MAX)
KERNSMITH_INTEGER(int8_t, -128, 127)
KERNSMITH_INTEGER(int16_t, -32768, 32767)
KERNSMITH_INTEGER(int32_t, INT_MIN, INT_MAX)
KERNSMITH_INTEGER(int64_t, LONG_MIN, LONG_MAX)
#undef KERNSMITH_INTEGER

#define KERNSMITH_FLOAT(T, INF, MAX)               \
  template <>                                      \
  struct Limits<T> {                               \
    static constexpr constant T max = INF;         \
    static constexpr constant T min = -INF;        \
    static constexpr constant T finite_max = MAX;  \
    static constexpr constant T finite_min = -MAX; \
  };

KERNSMITH_FLOAT(half, HUGE_VALH, HALF_MAX)
KERNSMITH_FLOAT(bfloat, HUGE_VALBF, BFLT_MAX)
KERNSMITH_FLOAT(float, INFINITY, FLT_MAX)
#undef KERNSMITH_FLOAT

#ifdef KERNSMITH_COMPLEX
template <>
struct Limits<complex64_t> {
  static constexpr constant complex64_t max = complex64_t(INFINITY, INFINITY);
  static constexpr constant complex64_t min = complex64_t(-INFINITY, -INFINITY);
  static constexpr constant complex64_t finite_max = complex64_t(FLT_MAX, FLT_MAX);
  static constexpr constant complex64_t finite_min = complex64_t(-FLT_MAX, -FLT_MAX);
};
#endif
