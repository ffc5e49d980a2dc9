// A complex number with constructors and conversions for each kind of memory, which are templates
// that types switch on and off, and operators that stand beside it.
//
// kernel: complex_by_memory
// input x: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [4, 2, -2, 11, 2.5, 1, 8, 4, 2, -5, 1, 3.5]
// header:
#include <metal_stdlib>
using namespace metal;
struct cplx;
template <typename T> static constexpr constant bool to_cplx = !is_same_v<T, cplx> && is_convertible_v<T, float>;
template <typename T> static constexpr constant bool from_cplx = !is_same_v<T, cplx> && is_convertible_v<float, T>;
struct cplx {
  float re;
  float im;
  constexpr cplx(float r, float i) : re(r), im(i) {}
  constexpr cplx() : re(0), im(0) {}
  constexpr cplx() threadgroup : re(0), im(0) {}
  template <typename T, typename = typename enable_if<to_cplx<T>>::type> constexpr cplx(T v) thread : re(v), im(0) {}
  template <typename T, typename = typename enable_if<to_cplx<T>>::type> constexpr cplx(T v) threadgroup : re(v), im(0) {}
  template <typename T, typename = typename enable_if<from_cplx<T>>::type> constexpr operator T() const thread { return static_cast<T>(re); }
  template <typename T, typename = typename enable_if<from_cplx<T>>::type> constexpr operator T() const threadgroup { return static_cast<T>(re); }
  template <typename T, typename = typename enable_if<from_cplx<T>>::type> constexpr operator T() const device { return static_cast<T>(re); }
  template <typename T, typename = typename enable_if<from_cplx<T>>::type> constexpr operator T() const constant { return static_cast<T>(re); }
};
constexpr cplx operator-(cplx a) { return {-a.re, -a.im}; }
constexpr cplx operator+(cplx a, cplx b) { return {a.re + b.re, a.im + b.im}; }
constexpr thread cplx& operator+=(thread cplx& a, cplx b) { a.re += b.re; a.im += b.im; return a; }
constexpr cplx operator*(cplx a, cplx b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
constexpr cplx operator/(cplx a, cplx b) {
  auto d = b.re * b.re + b.im * b.im;
  return {(a.re * b.re + a.im * b.im) / d, (a.im * b.re - a.re * b.im) / d};
}
constexpr bool operator==(cplx a, cplx b) { return a.re == b.re && a.im == b.im; }
struct Square { template <typename T> T operator()(T v) const { return v * v; } };
// body:
device const cplx* pairs = reinterpret_cast<device const cplx*>(x);
cplx a(1, 2), b = 3.0f;
b += a;
out[0] = b.re;
out[1] = b.im;
cplx product = a * pairs[1];
out[2] = product.re + 3;
out[3] = product.im + 1;
cplx quotient = cplx(5, 2) / cplx(2);
out[4] = quotient.re;
out[5] = quotient.im;
threadgroup cplx shared[2];
shared[0] = b + b;
out[6] = shared[0];
out[7] = static_cast<float>(shared[0]) / 2 + (shared[0] == b);
float real = pairs[0];
out[8] = real + half(a);
out[9] = (-pairs[2]).re;
out[10] = cplx(2, 1) == cplx(2, 1);
out[11] = Square{}(cplx(2, 0.5f)).re - 0.25f;
