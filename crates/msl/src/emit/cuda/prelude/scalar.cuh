// Scalars, vectors and arrays, and what C++ leaves undefined of integers.

typedef signed char ks_i8;
typedef short ks_i16;
typedef int ks_i32;
typedef long long ks_i64;
typedef unsigned char ks_u8;
typedef unsigned short ks_u16;
typedef unsigned int ks_u32;
typedef unsigned long long ks_u64;

#define KS_FN static __device__ __forceinline__

struct ks_half { ks_u16 bits; };
struct ks_bfloat { ks_u16 bits; };

template <typename T> struct alignas(2 * sizeof(T)) ks_vec2 { T x, y; };
template <typename T> struct alignas(4 * sizeof(T)) ks_vec3 { T x, y, z; };
template <typename T> struct alignas(4 * sizeof(T)) ks_vec4 { T x, y, z, w; };
template <typename T> struct ks_packed2 { T x, y; };
template <typename T> struct ks_packed3 { T x, y, z; };
template <typename T> struct ks_packed4 { T x, y, z, w; };
template <typename T, ks_u32 N> struct ks_array { T at[N]; };

// The same bits as another type of the same size.
template <typename To, typename From> KS_FN To ks_bits(From from) {
  static_assert(sizeof(To) == sizeof(From), "bits are copied between types of one size");
  union { From from; To to; } both;
  both.from = from;
  return both.to;
}

// ---- floats ----

KS_FN float ks_f32(float x) { return x; }
KS_FN float ks_f32(ks_half x) {
  float wide;
  asm("cvt.f32.f16 %0, %1;" : "=f"(wide) : "h"(x.bits));
  return wide;
}
KS_FN float ks_f32(ks_bfloat x) { return __uint_as_float((ks_u32)x.bits << 16); }
template <typename T> KS_FN float ks_f32(T x) { return (float)x; }

// Toward zero, kept within the type; of NaN zero.
KS_FN ks_i32 ks_to_i32(float x) { return __float2int_rz(x); }
KS_FN ks_u32 ks_to_u32(float x) { return __float2uint_rz(x); }
KS_FN ks_i64 ks_to_i64(float x) { return x != x ? 0 : __float2ll_rz(x); }
KS_FN ks_u64 ks_to_u64(float x) { return x != x ? 0 : __float2ull_rz(x); }
// max(x, 0). For sm_90, NVIDIA's assembler (of CUDA 12.9 and 13.0) joins max(min(x, y), 0) and a comparison of it
// with y into one instruction whose predicate is wrong. It does not see that this is a maximum.
KS_FN ks_i32 ks_at_least_zero(ks_i32 x) {
  ks_i32 kept;
  asm("{ .reg .b32 sign; shr.s32 sign, %1, 31; not.b32 sign, sign; and.b32 %0, %1, sign; }" : "=r"(kept) : "r"(x));
  return kept;
}
KS_FN ks_i32 ks_clamp(ks_i32 x, ks_i32 least, ks_i32 most) { return x < least ? least : x > most ? most : x; }
KS_FN ks_u32 ks_least(ks_u32 a, ks_u32 b) { return a < b ? a : b; }
KS_FN ks_i8 ks_to_i8(float x) { return (ks_i8)ks_clamp(ks_to_i32(x), -128, 127); }
KS_FN ks_i16 ks_to_i16(float x) { return (ks_i16)ks_clamp(ks_to_i32(x), -32768, 32767); }
KS_FN ks_u8 ks_to_u8(float x) { return (ks_u8)ks_least(ks_at_least_zero(ks_to_i32(x)), 255); }
KS_FN ks_u16 ks_to_u16(float x) { return (ks_u16)ks_least(ks_at_least_zero(ks_to_i32(x)), 65535); }

KS_FN float ks_div(float a, float b) { return a / b; }
KS_FN float ks_neg(float a) { return -a; }

// ---- integers: they wrap, and by zero there is zero ----

template <typename T> struct ks_unsigned_of { typedef T type; };
template <> struct ks_unsigned_of<ks_i8> { typedef ks_u8 type; };
template <> struct ks_unsigned_of<ks_i16> { typedef ks_u16 type; };
template <> struct ks_unsigned_of<ks_i32> { typedef ks_u32 type; };
template <> struct ks_unsigned_of<ks_i64> { typedef ks_u64 type; };
template <typename T> using ks_unsigned = typename ks_unsigned_of<T>::type;
template <typename T> struct ks_is_signed { static const bool value = (T)-1 < (T)0; };

template <typename T> KS_FN T ks_div(T a, T b) {
  if (b == 0) return 0;
  if (ks_is_signed<T>::value && b == (T)-1) return (T)(0 - (ks_unsigned<T>)a);
  return (T)(a / b);
}
template <typename T> KS_FN T ks_rem(T a, T b) {
  if (b == 0 || (ks_is_signed<T>::value && b == (T)-1)) return 0;
  return (T)(a % b);
}
// A component by a number known only at run time; beyond the last there is zero.
template <typename T> KS_FN T ks_component(ks_vec2<T> v, ks_u64 at) { return at == 0 ? v.x : at == 1 ? v.y : T{}; }
template <typename T> KS_FN T ks_component(ks_vec3<T> v, ks_u64 at) {
  return at == 0 ? v.x : at == 1 ? v.y : at == 2 ? v.z : T{};
}
template <typename T> KS_FN T ks_component(ks_vec4<T> v, ks_u64 at) {
  return at == 0 ? v.x : at == 1 ? v.y : at == 2 ? v.z : at == 3 ? v.w : T{};
}
template <typename T> KS_FN T ks_component(ks_packed2<T> v, ks_u64 at) { return ks_component(ks_vec2<T>{v.x, v.y}, at); }
template <typename T> KS_FN T ks_component(ks_packed3<T> v, ks_u64 at) {
  return ks_component(ks_vec3<T>{v.x, v.y, v.z}, at);
}
template <typename T> KS_FN T ks_component(ks_packed4<T> v, ks_u64 at) {
  return ks_component(ks_vec4<T>{v.x, v.y, v.z, v.w}, at);
}

// A `bool` in memory is true for every byte but zero.
KS_FN bool ks_load_bool(const bool* place) { return *(const ks_u8*)place != 0; }
template <ks_u32 lanes, typename V> KS_FN V ks_load_bools(const V* place) {
  V loaded = *place;
  for (ks_u32 at = 0; at < lanes; ++at)
    ((bool*)&loaded)[at] = ((const ks_u8*)place)[at] != 0;
  return loaded;
}

// Launches follow each other without a gap: the next kernel's threads may come while this one runs, and
// each begins by waiting until all before it is done and written. Every thread waits, so that no kernel
// ends before the one before it.
KS_FN void ks_after_before() {
#if __CUDA_ARCH__ >= 900
  asm volatile("griddepcontrol.launch_dependents;");
  asm volatile("griddepcontrol.wait;" ::: "memory");
#endif
}
