// Library functions of integers.

template <typename T> struct ks_limits {
  static const ks_u32 bits = sizeof(T) * 8;
  static const T least = ks_is_signed<T>::value ? (T)((ks_unsigned<T>)1 << (bits - 1)) : (T)0;
  static const T most = (T) ~(ks_unsigned<T>)least;
};

template <typename T> KS_FN T ks_int_min(T x, T y) { return y < x ? y : x; }
template <typename T> KS_FN T ks_int_max(T x, T y) { return y > x ? y : x; }
template <typename T> KS_FN T ks_int_abs(T x) { return x < 0 ? (T)(0 - (ks_unsigned<T>)x) : x; }
template <typename T> KS_FN ks_unsigned<T> ks_int_absdiff(T x, T y) {
  typedef ks_unsigned<T> U;
  return x < y ? (U)((U)y - (U)x) : (U)((U)x - (U)y);
}
template <typename T> KS_FN T ks_int_addsat(T x, T y) {
  const T sum = (T)((ks_unsigned<T>)x + (ks_unsigned<T>)y);
  if (y >= 0 && sum < x) return ks_limits<T>::most;
  if (y < 0 && sum > x) return ks_limits<T>::least;
  return sum;
}
template <typename T> KS_FN T ks_int_subsat(T x, T y) {
  const T difference = (T)((ks_unsigned<T>)x - (ks_unsigned<T>)y);
  if (y >= 0 && difference > x) return ks_limits<T>::least;
  if (y < 0 && difference < x) return ks_limits<T>::most;
  return difference;
}
template <typename T> KS_FN T ks_int_hadd(T x, T y) { return (T)((x & y) + ((x ^ y) >> 1)); }
template <typename T> KS_FN T ks_int_rhadd(T x, T y) { return (T)((x | y) - ((x ^ y) >> 1)); }
template <typename T> KS_FN T ks_int_mulhi(T x, T y) { return (T)(((ks_i32)x * (ks_i32)y) >> (sizeof(T) * 8)); }
KS_FN ks_i32 ks_int_mulhi(ks_i32 x, ks_i32 y) { return __mulhi(x, y); }
KS_FN ks_u32 ks_int_mulhi(ks_u32 x, ks_u32 y) { return __umulhi(x, y); }
KS_FN ks_u16 ks_int_mulhi(ks_u16 x, ks_u16 y) { return (ks_u16)((ks_u32)x * y >> 16); }
KS_FN ks_i64 ks_int_mulhi(ks_i64 x, ks_i64 y) { return __mul64hi(x, y); }
KS_FN ks_u64 ks_int_mulhi(ks_u64 x, ks_u64 y) { return __umul64hi(x, y); }
template <typename T> KS_FN T ks_int_clz(T x) {
  return (T)(__clzll((ks_i64)(ks_u64)(ks_unsigned<T>)x) - (64 - (ks_i32)sizeof(T) * 8));
}
template <typename T> KS_FN T ks_int_ctz(T x) {
  return x == 0 ? (T)(sizeof(T) * 8) : (T)(__ffsll((ks_i64)(ks_u64)(ks_unsigned<T>)x) - 1);
}
template <typename T> KS_FN T ks_int_popcount(T x) { return (T)__popcll((ks_u64)(ks_unsigned<T>)x); }
template <typename T> KS_FN T ks_int_reverse_bits(T x) {
  return (T)(__brevll((ks_u64)(ks_unsigned<T>)x) >> (64 - sizeof(T) * 8));
}
template <typename T> KS_FN T ks_int_rotate(T x, T count) {
  typedef ks_unsigned<T> U;
  const ks_u32 bits = sizeof(T) * 8, by = (ks_u32)((U)count & (bits - 1));
  return by == 0 ? x : (T)((U)((U)x << by) | (U)((U)x >> (bits - by)));
}
template <typename T> KS_FN T ks_int_extract_bits(T x, ks_u32 offset, ks_u32 bits) {
  const ks_u32 all = sizeof(T) * 8;
  offset = ks_least(offset, all);
  bits = ks_least(bits, all - offset);
  if (bits == 0) return 0;
  const ks_u64 top = (ks_u64)(ks_unsigned<T>)x << (64 - offset - bits);
  return ks_is_signed<T>::value ? (T)((ks_i64)top >> (64 - bits)) : (T)(top >> (64 - bits));
}
template <typename T> KS_FN T ks_int_insert_bits(T x, T insert, ks_u32 offset, ks_u32 bits) {
  const ks_u32 all = sizeof(T) * 8;
  offset = ks_least(offset, all);
  bits = ks_least(bits, all - offset);
  if (bits == 0) return x;
  const ks_u64 hole = (~0ull >> (64 - bits)) << offset;
  return (T)(((ks_u64)x & ~hole) | (((ks_u64)insert << offset) & hole));
}
