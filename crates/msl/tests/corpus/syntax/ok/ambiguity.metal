// What C++ leaves to the meaning of names: casts and parentheses, templates and comparisons,
// declarations and expressions.

#include <metal_stdlib>
using namespace metal;

struct Pair { float a, b; struct Inner { int x; }; };
template <typename T, int N> struct Tile { T data[N]; static constexpr int size = N; using element = T; };
template <typename T> T twice(T x) { return x + x; }
template <int N> int fixed() { return N; }
using Alias = vec<float, 2>;
namespace outer { struct Deep { int d; }; template <typename T> struct Holder { T value; }; }

void casts(int x, float y, device float* p) {
  int a = (int)y + (x) + (x) - (x) * (x);
  float b = (float)-x, c = (float)(x + 1), d = (float(x));
  float4 e = (float4)(y), f = float4(y, 0, 0, 1), g = float4{y};
  device int* q = (device int*)p, *r = (device int*)(p + 1);
  const device uchar* s = (const device uchar*)p;
  Pair t = (Pair){1, 2}, u = Pair{1, 2}, v = {1, 2};
  int w = (x)+1, i = sizeof(int), j = sizeof(x), k = sizeof x + 1, l = sizeof(int) * 2;
  unsigned m = unsigned(x), n = (unsigned)x, o = (unsigned int)x;
  Pair::Inner inner = Pair::Inner{1};
  int z = (int)(float)x, zz = -(int)y;
}

void templates(int a, int b, int c, int vec) {
  bool p = a < b, q = a < b && b > c, r = a < (b) > c, s = vec < a;
  Tile<float, 4> t;
  Tile<float, (4 > 2) ? 4 : 2> u;
  Tile<Tile<float, 2>, 2> v;
  Tile<metal::vec<int, 2>, sizeof(int)> w;
  int x = twice<int>(a), y = fixed<3>() + fixed<a < b ? 1 : 2>(), z = twice(a);
  float f = max<float>(a, b), g = metal::min<float>(1, 2);
  Tile<float, 4>::element e = Tile<float, 4>::size;
  outer::Holder<outer::Deep> h = {{1}};
  outer::Holder<metal::vec<float, 4>> k;
  int i = a >> 1, j = (a >> 1) > b;
  bool flags = is_same_v<int, float> && !is_integral_v<int>;
  auto unknown = some_function<float, 3>(a) + other<int>::value;
}

template <typename T, typename U>
void dependent(T x, device U* y) {
  typename T::element first = x[0];
  typename T::template rebind<U>::type second;
  T local(x), braced{x}, copied = T(x), made = T{};
  T(x);
  U z = U(1), *zp = nullptr, za[2] = {U(0), static_cast<U>(1)};
  auto size = T::size * 2;
  x.template get<int>(1);
}

void declarations(thread float (&ref)[4], threadgroup float (*tile)[8], thread Pair& pair) {
  int a, *b, c[3], (&d)[3] = c;
  const int e = 1, *const f = &e;
  constexpr static const float g = 1.0f;
  static constexpr constant float h[] = {1, 2};
  threadgroup float shared[4][8];
  Alias i, j(1, 2), k{1, 2}, l = {1, 2};
  float3 m(1, 2, 3), n = float3(1), o(float3(1));
  uint3 half4 = 1;
  half4.x = 2;
  a * b[0];
  Alias* s = &i;
  struct Local { int x; } t = {1}, u;
  enum { One, Two = 2 };
  typedef float Number;
  Number v = One;
  using Integer = int;
  Integer w = int(v);
  (void)w;
}
