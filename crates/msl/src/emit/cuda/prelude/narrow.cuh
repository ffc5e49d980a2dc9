// Conversions to `half` and `bfloat`, and their arithmetic.

// To nearest even, once, from the exact value.
KS_FN ks_half ks_f16(float x) {
  ks_half narrow;
  asm("cvt.rn.f16.f32 %0, %1;" : "=h"(narrow.bits) : "f"(x));
  return narrow;
}
KS_FN ks_half ks_f16(ks_half x) { return x; }
KS_FN ks_half ks_f16(ks_bfloat x) { return ks_f16(ks_f32(x)); }
KS_FN ks_half ks_f16(ks_i64 x) {
  ks_half narrow;
  asm("cvt.rn.f16.s64 %0, %1;" : "=h"(narrow.bits) : "l"(x));
  return narrow;
}
KS_FN ks_half ks_f16(ks_u64 x) {
  ks_half narrow;
  asm("cvt.rn.f16.u64 %0, %1;" : "=h"(narrow.bits) : "l"(x));
  return narrow;
}
KS_FN ks_half ks_f16(ks_i32 x) {
  ks_half narrow;
  asm("cvt.rn.f16.s32 %0, %1;" : "=h"(narrow.bits) : "r"(x));
  return narrow;
}
KS_FN ks_half ks_f16(ks_u32 x) {
  ks_half narrow;
  asm("cvt.rn.f16.u32 %0, %1;" : "=h"(narrow.bits) : "r"(x));
  return narrow;
}
KS_FN ks_half ks_f16(bool x) { return ks_f16((ks_i32)x); }
KS_FN ks_half ks_f16(ks_i8 x) { return ks_f16((ks_i32)x); }
KS_FN ks_half ks_f16(ks_i16 x) { return ks_f16((ks_i32)x); }
KS_FN ks_half ks_f16(ks_u8 x) { return ks_f16((ks_i32)x); }
KS_FN ks_half ks_f16(ks_u16 x) { return ks_f16((ks_i32)x); }

KS_FN ks_bfloat ks_bf16(float x) {
  ks_bfloat narrow;
#if __CUDA_ARCH__ >= 800
  asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(narrow.bits) : "f"(x));
#else
  const ks_u32 bits = __float_as_uint(x);
  narrow.bits = x != x ? (ks_u16)(bits >> 16 | 0x40) : (ks_u16)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
#endif
  return narrow;
}
KS_FN ks_bfloat ks_bf16(ks_bfloat x) { return x; }
KS_FN ks_bfloat ks_bf16(ks_half x) { return ks_bf16(ks_f32(x)); }
// Keeps 24 bits and notes in the lowest whether others were lost, so that one rounding follows.
KS_FN float ks_odd(ks_u64 magnitude) {
  const ks_i32 drop = 40 - __clzll((ks_i64)magnitude);
  if (drop <= 0) return (float)magnitude;
  const ks_u64 lost = (magnitude & ((1ull << drop) - 1)) != 0;
  return (float)((magnitude >> drop) | lost) * __uint_as_float((ks_u32)(127 + drop) << 23);
}
KS_FN ks_bfloat ks_bf16(ks_u64 x) { return ks_bf16(ks_odd(x)); }
KS_FN ks_bfloat ks_bf16(ks_i64 x) {
  return x < 0 ? ks_bf16(-ks_odd(0ull - (ks_u64)x)) : ks_bf16(ks_odd((ks_u64)x));
}
KS_FN ks_bfloat ks_bf16(ks_i32 x) { return ks_bf16((ks_i64)x); }
KS_FN ks_bfloat ks_bf16(ks_u32 x) { return ks_bf16((ks_u64)x); }
KS_FN ks_bfloat ks_bf16(bool x) { return ks_bf16((float)x); }
KS_FN ks_bfloat ks_bf16(ks_i8 x) { return ks_bf16((float)x); }
KS_FN ks_bfloat ks_bf16(ks_i16 x) { return ks_bf16((float)x); }
KS_FN ks_bfloat ks_bf16(ks_u8 x) { return ks_bf16((float)x); }
KS_FN ks_bfloat ks_bf16(ks_u16 x) { return ks_bf16((float)x); }

// `.rn` keeps the assembler from joining a product and a sum.
#define KS_HALF(name, op) \
  KS_FN ks_half name(ks_half a, ks_half b) { \
    ks_half c; \
    asm(op ".rn.f16 %0, %1, %2;" : "=h"(c.bits) : "h"(a.bits), "h"(b.bits)); \
    return c; \
  } \
  KS_FN ks_bfloat name(ks_bfloat a, ks_bfloat b) { return ks_bf16(name(ks_f32(a), ks_f32(b))); }
KS_FN float ks_add(float a, float b) { return a + b; }
KS_FN float ks_sub(float a, float b) { return a - b; }
KS_FN float ks_mul(float a, float b) { return a * b; }
KS_HALF(ks_add, "add")
KS_HALF(ks_sub, "sub")
KS_HALF(ks_mul, "mul")
#undef KS_HALF
// A quotient of 24 bits is rounded to 11 or 8 as the exact one would be.
KS_FN ks_half ks_div(ks_half a, ks_half b) { return ks_f16(ks_f32(a) / ks_f32(b)); }
KS_FN ks_bfloat ks_div(ks_bfloat a, ks_bfloat b) { return ks_bf16(ks_f32(a) / ks_f32(b)); }
KS_FN ks_half ks_neg(ks_half a) { return ks_half{(ks_u16)(a.bits ^ 0x8000)}; }
KS_FN ks_bfloat ks_neg(ks_bfloat a) { return ks_bfloat{(ks_u16)(a.bits ^ 0x8000)}; }
