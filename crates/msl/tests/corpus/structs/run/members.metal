// Structs and unions without a name, members defined outside, friends, deleted and defaulted
// functions, nested types, static members, designated initializers, operators by memory.
//
// kernel: members
// output out: float32[26]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1, 2, 3, 1065353216, 5, 12, 6, 9, 7, 4, 3, 2, 10, 1, 0, 8, 9, 30, 16, 17, 5,
//   6, 7, 20, 0.5, 99]
// header:
#include <metal_stdlib>
using namespace metal;
struct Value { int tag; union { float f; uint u; }; struct { short lo, hi; }; };
struct Outside {
  int n;
  Outside(int start);
  int add(int x, int times = 2) const;
  static int triple(int x);
  template <typename U> U as() const;
  Outside operator+(Outside other) const;
  operator bool() const;
};
Outside::Outside(int start) : n(start) {}
int Outside::add(int x, int times) const { return n + x * times; }
int Outside::triple(int x) { return 3 * x; }
template <typename U> U Outside::as() const { return U(n); }
Outside Outside::operator+(Outside other) const { return Outside(n + other.n); }
Outside::operator bool() const { return n != 0; }
template <typename T, int N> struct Tile {
  T data[N];
  using element = T;
  void fill(T with);
  element sum() const;
  template <typename U> U scaled(U by) const;
  static constant constexpr int count = N;
};
template <typename T, int N> void Tile<T, N>::fill(T with) { for (int i = 0; i < N; ++i) data[i] = with; }
template <typename E, int M> typename Tile<E, M>::element Tile<E, M>::sum() const { element s = 0; for (int i = 0; i < M; ++i) s += data[i]; return s; }
template <typename T, int N> template <typename U> U Tile<T, N>::scaled(U by) const { return U(data[0]) * by; }
template <typename T> struct Vec2 {
  T x, y;
  Vec2() = default;
  Vec2(T a, T b) : x(a), y(b) {}
  Vec2(T a) = delete;
  friend Vec2 operator*(Vec2 v, T by) { return Vec2(v.x * by, v.y * by); }
  friend T dot2(Vec2 a, Vec2 b) { return a.x * b.x + a.y * b.y; }
  friend bool operator==(Vec2 a, Vec2 b) { return a.x == b.x && a.y == b.y; }
  struct Iterator { int at; Iterator next() const { return {at + 1}; } };
  enum Axis { X, Y };
  T get(Axis axis) const { return axis == X ? x : y; }
};
struct Settings { int rows; int columns = 8; float scale = 0.5f; bool on; };
struct Slot {
  uint bits;
  void set(uint v) thread { bits = v; }
  void set(uint v) threadgroup { bits = v + 1; }
  uint get() const thread { return bits; }
  uint get() const threadgroup { return bits; }
  thread Slot& operator=(uint v) thread { bits = 2 * v; return *this; }
  threadgroup Slot& operator=(uint v) threadgroup { bits = 3 * v; return *this; }
};
struct Copied { int n; thread Copied& operator=(thread const Copied& o) { n = o.n + 1; return *this; } };
struct Convertible { float v; template <typename T> operator T() const { return T(v * 2); } };
// body:
int k = 0;
Value v;
v.tag = 1;
v.f = 1.0f;
v.lo = 2;
v.hi = 3;
out[k++] = v.tag;
out[k++] = v.lo;
out[k++] = v.hi;
out[k++] = v.u;
Outside o(1);
out[k++] = o.add(2);
out[k++] = Outside::triple(4);
out[k++] = o.as<float>() + o.add(1, 4);
out[k++] = (o + Outside(8)).n;
Tile<float, 3> t;
t.fill(2);
out[k++] = t.sum() + 1;
out[k++] = t.scaled(2);
out[k++] = Tile<half, 3>::count;
Vec2<float> e(1, 2);
out[k++] = (e * 2).x;
out[k++] = dot2(e, e * 2);
out[k++] = e == e;
out[k++] = e == e * 2;
Vec2<float>::Iterator it = {7};
out[k++] = it.next().at;
out[k++] = e.get(Vec2<float>::Y) + 7;
Settings settings = {.rows = 30, .scale = 4};
out[k++] = settings.rows;
out[k++] = settings.columns * settings.scale / 2;
threadgroup Slot shared[1];
Slot own;
shared[0].set(16);
out[k++] = shared[0].get();
own.set(5);
out[k++] = own.get();
own = 3u;
out[k++] = own.bits;
Copied c = {1}, d = {6};
c = d;
out[k++] = c.n;
shared[0] = 5u;
out[k++] = shared[0].bits + 5;
out[k++] = Settings{.rows = 1}.scale;
int from = Convertible{24.75f};
half small = Convertible{25};
out[k++] = from + small;
