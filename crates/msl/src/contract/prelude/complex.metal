// complex.metal: complex numbers of two floats.

#define KERNSMITH_COMPLEX 1

struct complex64_t {
  float real;
  float imag;

  constexpr complex64_t() : real(0.0f), imag(0.0f) {}
  constexpr complex64_t(float re) : real(re), imag(0.0f) {}
  constexpr complex64_t(float re, float im) : real(re), imag(im) {}

  // The imaginary part is dropped.
  explicit constexpr operator float() const { return real; }
};

constexpr complex64_t operator-(complex64_t x) {
  return complex64_t(-x.real, -x.imag);
}

constexpr complex64_t operator+(complex64_t a, complex64_t b) {
  return complex64_t(a.real + b.real, a.imag + b.imag);
}

constexpr complex64_t operator-(complex64_t a, complex64_t b) {
  return complex64_t(a.real - b.real, a.imag - b.imag);
}

constexpr complex64_t operator*(complex64_t a, complex64_t b) {
  return complex64_t(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real);
}

constexpr complex64_t operator/(complex64_t a, complex64_t b) {
  float square = b.real * b.real + b.imag * b.imag;
  return complex64_t(
      (a.real * b.real + a.imag * b.imag) / square,
      (a.imag * b.real - a.real * b.imag) / square);
}

constexpr bool operator==(complex64_t a, complex64_t b) {
  return a.real == b.real && a.imag == b.imag;
}

constexpr bool operator!=(complex64_t a, complex64_t b) {
  return !(a == b);
}

// The order of real parts, then of imaginary ones.
constexpr bool operator<(complex64_t a, complex64_t b) {
  return a.real < b.real || (a.real == b.real && a.imag < b.imag);
}

constexpr bool operator>(complex64_t a, complex64_t b) {
  return b < a;
}

constexpr bool operator<=(complex64_t a, complex64_t b) {
  return a.real < b.real || (a.real == b.real && a.imag <= b.imag);
}

constexpr bool operator>=(complex64_t a, complex64_t b) {
  return b <= a;
}

#define KERNSMITH_ASSIGN(SPACE, OP)                                      \
  inline SPACE complex64_t& operator OP##=(SPACE complex64_t& a, complex64_t b) { \
    a = complex64_t(a) OP b;                                             \
    return a;                                                            \
  }
#define KERNSMITH_ASSIGNS(OP)          \
  KERNSMITH_ASSIGN(thread, OP)         \
  KERNSMITH_ASSIGN(threadgroup, OP)    \
  KERNSMITH_ASSIGN(device, OP)

KERNSMITH_ASSIGNS(+)
KERNSMITH_ASSIGNS(-)
KERNSMITH_ASSIGNS(*)
KERNSMITH_ASSIGNS(/)
#undef KERNSMITH_ASSIGNS
#undef KERNSMITH_ASSIGN

// log(1 + z). Its modulus is 1 + r with r = x (2 + x) + y y, which is exact enough near 0 where
// the modulus itself is not.
inline complex64_t log1p(complex64_t z) {
  float r = z.real * (2.0f + z.real) + z.imag * z.imag;
  return complex64_t(0.5f * metal::log1p(r), metal::precise::atan2(z.imag, z.real + 1.0f));
}

inline complex64_t simd_shuffle(complex64_t z, ushort lane) {
  return complex64_t(metal::simd_shuffle(z.real, lane), metal::simd_shuffle(z.imag, lane));
}

inline complex64_t simd_shuffle_up(complex64_t z, ushort delta) {
  return complex64_t(metal::simd_shuffle_up(z.real, delta), metal::simd_shuffle_up(z.imag, delta));
}

inline complex64_t simd_shuffle_down(complex64_t z, ushort delta) {
  return complex64_t(
      metal::simd_shuffle_down(z.real, delta), metal::simd_shuffle_down(z.imag, delta));
}

inline complex64_t simd_shuffle_and_fill_up(complex64_t z, complex64_t fill, ushort delta) {
  return complex64_t(
      metal::simd_shuffle_and_fill_up(z.real, fill.real, delta),
      metal::simd_shuffle_and_fill_up(z.imag, fill.imag, delta));
}
