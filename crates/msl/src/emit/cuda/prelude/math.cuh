// Functions of the math library. Of `half` and `bfloat` they compute as `float` and round once.

#define KS_NARROW1(name) \
  KS_FN ks_half name(ks_half x) { return ks_f16(name(ks_f32(x))); } \
  KS_FN ks_bfloat name(ks_bfloat x) { return ks_bf16(name(ks_f32(x))); }
#define KS_NARROW2(name) \
  KS_FN ks_half name(ks_half x, ks_half y) { return ks_f16(name(ks_f32(x), ks_f32(y))); } \
  KS_FN ks_bfloat name(ks_bfloat x, ks_bfloat y) { return ks_bf16(name(ks_f32(x), ks_f32(y))); }
#define KS_NARROW3(name) \
  KS_FN ks_half name(ks_half x, ks_half y, ks_half z) { return ks_f16(name(ks_f32(x), ks_f32(y), ks_f32(z))); } \
  KS_FN ks_bfloat name(ks_bfloat x, ks_bfloat y, ks_bfloat z) { \
    return ks_bf16(name(ks_f32(x), ks_f32(y), ks_f32(z))); \
  }
#define KS_ONE(name, call) \
  KS_FN float ks_math_##name(float x) { return call; } \
  KS_NARROW1(ks_math_##name)
#define KS_TWO(name, call) \
  KS_FN float ks_math_##name(float x, float y) { return call; } \
  KS_NARROW2(ks_math_##name)
#define KS_THREE(name, call) \
  KS_FN float ks_math_##name(float x, float y, float z) { return call; } \
  KS_NARROW3(ks_math_##name)

KS_ONE(acos, acosf(x))
KS_ONE(acosh, acoshf(x))
KS_ONE(asin, asinf(x))
KS_ONE(asinh, asinhf(x))
KS_ONE(atan, atanf(x))
KS_TWO(atan2, atan2f(x, y))
KS_ONE(atanh, atanhf(x))
KS_ONE(ceil, ceilf(x))
KS_ONE(cos, cosf(x))
KS_ONE(cosh, coshf(x))
KS_ONE(cospi, cospif(x))
KS_ONE(erf, erff(x))
KS_ONE(exp, expf(x))
KS_ONE(exp2, exp2f(x))
KS_ONE(exp10, exp10f(x))
KS_ONE(expm1, expm1f(x))
KS_TWO(fdim, fdimf(x, y))
KS_ONE(floor, floorf(x))
KS_TWO(fmod, fmodf(x, y))
KS_ONE(fract, fminf(x - floorf(x), 0x1.fffffep-1f))
KS_ONE(log, logf(x))
KS_ONE(log1p, log1pf(x))
KS_ONE(log2, log2f(x))
KS_ONE(log10, log10f(x))
KS_TWO(pow, powf(x, y))
KS_TWO(powr, x < 0.0f ? __uint_as_float(0x7fc00000u) : powf(x, y))
KS_ONE(rint, rintf(x))
KS_ONE(round, roundf(x))
KS_ONE(rsqrt, rsqrtf(x))
KS_ONE(sign, x != x ? 0.0f : x == 0.0f ? x : copysignf(1.0f, x))
KS_ONE(sin, sinf(x))
KS_ONE(sinh, sinhf(x))
KS_ONE(sinpi, sinpif(x))
KS_ONE(sqrt, sqrtf(x))
KS_ONE(tan, tanf(x))
KS_ONE(tanh, tanhf(x))
KS_ONE(tanpi, sinpif(x) / cospif(x))
KS_ONE(trunc, truncf(x))
KS_THREE(mix, x + (y - x) * z)
KS_TWO(step, y >= x ? 1.0f : 0.0f)

// As the specification's `fast::` has them.
KS_ONE(fast_cos, __cosf(x))
KS_ONE(fast_exp, __expf(x))
KS_ONE(fast_exp2, exp2f(x))
KS_ONE(fast_exp10, __exp10f(x))
KS_ONE(fast_log, __logf(x))
KS_ONE(fast_log2, __log2f(x))
KS_ONE(fast_log10, __log10f(x))
KS_TWO(fast_pow, __powf(x, y))
KS_TWO(fast_powr, __powf(x, y))
KS_ONE(fast_sin, __sinf(x))
KS_ONE(fast_tan, __tanf(x))

// The other one where one is NaN; +0 is greater than -0.
KS_FN float ks_math_fmax(float x, float y) {
  return x == y ? __uint_as_float(__float_as_uint(x) & __float_as_uint(y)) : fmaxf(x, y);
}
KS_FN float ks_math_fmin(float x, float y) {
  return x == y ? __uint_as_float(__float_as_uint(x) | __float_as_uint(y)) : fminf(x, y);
}
KS_NARROW2(ks_math_fmax)
KS_NARROW2(ks_math_fmin)
KS_ONE(saturate, fminf(ks_math_fmax(x, 0.0f), 1.0f))
KS_FN float ks_math_smoothstep(float x, float y, float z) {
  const float t = fminf(ks_math_fmax((z - x) / (y - x), 0.0f), 1.0f);
  return t * t * (3.0f - 2.0f * t);
}
KS_NARROW3(ks_math_smoothstep)

// Rounded once in every type.
KS_FN float ks_math_fma(float x, float y, float z) { return __fmaf_rn(x, y, z); }
KS_FN ks_half ks_math_fma(ks_half x, ks_half y, ks_half z) {
  ks_half sum;
  asm("fma.rn.f16 %0, %1, %2, %3;" : "=h"(sum.bits) : "h"(x.bits), "h"(y.bits), "h"(z.bits));
  return sum;
}
KS_FN ks_bfloat ks_math_fma(ks_bfloat x, ks_bfloat y, ks_bfloat z) {
#if __CUDA_ARCH__ >= 800
  ks_bfloat sum;
  asm("fma.rn.bf16 %0, %1, %2, %3;" : "=h"(sum.bits) : "h"(x.bits), "h"(y.bits), "h"(z.bits));
  return sum;
#else
  // A product of two is exact in `float`; the sum is exact enough in 64 bits.
  return ks_bf16(__double2float_rn((double)(ks_f32(x) * ks_f32(y)) + (double)ks_f32(z)));
#endif
}

// What depends on how a type represents a number.
#define KS_CLASSES(type, bits_of, sign, infinity, quiet) \
  KS_FN bool ks_math_isnan(type x) { return (bits_of & ~sign & quiet) > infinity; } \
  KS_FN bool ks_math_isinf(type x) { return (bits_of & ~sign & quiet) == infinity; } \
  KS_FN bool ks_math_isfinite(type x) { return (bits_of & ~sign & quiet) < infinity; } \
  KS_FN bool ks_math_isnormal(type x) { return ks_math_isfinite(x) && (bits_of & infinity) != 0; } \
  KS_FN bool ks_math_signbit(type x) { return (bits_of & sign) != 0; }
KS_CLASSES(float, __float_as_uint(x), 0x80000000u, 0x7f800000u, 0xffffffffu)
KS_CLASSES(ks_half, (ks_u32)x.bits, 0x8000u, 0x7c00u, 0xffffu)
KS_CLASSES(ks_bfloat, (ks_u32)x.bits, 0x8000u, 0x7f80u, 0xffffu)
KS_FN float ks_math_fabs(float x) { return fabsf(x); }
KS_FN ks_half ks_math_fabs(ks_half x) { return ks_half{(ks_u16)(x.bits & 0x7fff)}; }
KS_FN ks_bfloat ks_math_fabs(ks_bfloat x) { return ks_bfloat{(ks_u16)(x.bits & 0x7fff)}; }
KS_FN float ks_math_copysign(float x, float y) { return copysignf(x, y); }
KS_FN ks_half ks_math_copysign(ks_half x, ks_half y) {
  return ks_half{(ks_u16)((x.bits & 0x7fff) | (y.bits & 0x8000))};
}
KS_FN ks_bfloat ks_math_copysign(ks_bfloat x, ks_bfloat y) {
  return ks_bfloat{(ks_u16)((x.bits & 0x7fff) | (y.bits & 0x8000))};
}
KS_FN float ks_math_nextafter(float x, float y) { return nextafterf(x, y); }
template <typename T> KS_FN T ks_next_after(T from, T to, T nan) {
  const float x = ks_f32(from), y = ks_f32(to);
  if (x != x || y != y) return nan;
  if (x == y) return to;
  if (x == 0.0f) return T{(ks_u16)((to.bits & 0x8000) | 1)};
  return T{(ks_u16)(from.bits + ((x < y) == (x > 0.0f) ? 1 : -1))};
}
KS_FN ks_half ks_math_nextafter(ks_half x, ks_half y) { return ks_next_after(x, y, ks_half{0x7e00}); }
KS_FN ks_bfloat ks_math_nextafter(ks_bfloat x, ks_bfloat y) { return ks_next_after(x, y, ks_bfloat{0x7fc0}); }
KS_FN ks_i32 ks_math_frexp_exponent(float x) {
  ks_i32 exponent = 0;
  if (isfinite(x)) frexpf(x, &exponent);
  return exponent;
}
KS_FN float ks_math_frexp_mantissa(float x) {
  ks_i32 exponent;
  return isfinite(x) ? frexpf(x, &exponent) : x;
}
KS_FN ks_i32 ks_math_ilogb(float x) { return isfinite(x) ? ilogbf(x) : 0x7fffffff; }
KS_FN float ks_math_ldexp(float x, ks_i32 k) { return ldexpf(x, k); }
#define KS_PARTS(type, narrow) \
  KS_FN ks_i32 ks_math_frexp_exponent(type x) { return ks_math_frexp_exponent(ks_f32(x)); } \
  KS_FN type ks_math_frexp_mantissa(type x) { return narrow(ks_math_frexp_mantissa(ks_f32(x))); } \
  KS_FN ks_i32 ks_math_ilogb(type x) { return ks_math_ilogb(ks_f32(x)); } \
  KS_FN type ks_math_ldexp(type x, ks_i32 k) { return narrow(ldexpf(ks_f32(x), k)); }
KS_PARTS(ks_half, ks_f16)
KS_PARTS(ks_bfloat, ks_bf16)
