// Macros as kernels have them.

#include <metal_stdlib>
#include "twice.h"
#define WIDTH 32
#define CEIL_DIV(a, b) (((a) + (b) - 1) / (b))
#define FOR_EACH(i, n) for (uint i = 0; i < (n); ++i)
#define SWAP(T, a, b) \
  do {                \
    T swapped = a;    \
    a = b;            \
    b = swapped;      \
  } while (0)
#define DEFINE(name, type) \
  struct name { type value; }; \
  type get_##name(name x) { return x.value; }
#define INSTANTIATE(name, type) \
  template [[host_name(#name "_" #type)]] [[kernel]] decltype(name<type>) name<type>;
#if defined(__METAL_VERSION__) && __METAL_VERSION__ >= 310
#  define HAS_BFLOAT 1
#else
#  error too old
#endif

DEFINE(Meters, float)
DEFINE(Count, uint)

template <typename T> kernel void sort(device T* data [[buffer(0)]], uint i [[thread_position_in_grid]]) {
#if HAS_BFLOAT && !defined(UNKNOWN)
  T a = data[i], b = data[i + WIDTH];
#endif
  FOR_EACH(j, CEIL_DIV(WIDTH, 4)) { if (a > b) SWAP(T, a, b); }
  data[i] = twice(a) + T(INFINITY) + T(M_PI_F);
  _Pragma("unroll") FOR_EACH(k, 3) {}
}
INSTANTIATE(sort, float)
INSTANTIATE(sort, int)
