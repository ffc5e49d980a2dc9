// Templates whose arguments cannot be found, do not fit, or ask for themselves without end.
#include <metal_stdlib>
using namespace metal;
template <typename T> T zero() { return T(0); }
template <typename T> T same(T a, T b) { return a; }
template <typename T, int N> struct Tile { T data[N]; }; //~ error[type-mismatch] at least 1, found `0`
template <typename T> struct Declared;
template <int N> int forever() { return forever<N + 1>(); } //~ error[instantiation-too-deep]
template <int N> struct Deep { static constexpr constant int value = Deep<N + 1>::value; };
template <typename T> void uses(T x) { x.missing = 1; } //~ error[unknown-member] `float4` has no member `missing`
template <typename T> [[kernel]] void generic(device T* out) { out[0] = T(1); }
template [[host_name("g")]] [[kernel]] decltype(generic<float>) generic<float>;
template [[host_name("g")]] [[kernel]] decltype(generic<half>) generic<half>; //~ error[redeclaration] there is a kernel `g` already
kernel void deduction(device float* out) {
  out[0] = zero(); //~ error[no-matching-function]
  out[1] = same(1, 2.0f); //~ error[no-matching-function]
  Tile<float> one; //~ error[no-template-argument] `N`
  Tile<float, out> two; //~ error[not-a-constant]
  Tile<4, 4> three; //~ error[type-mismatch] expected a type for template parameter `T`
  Tile<float, 0> four;
  Declared<int> five; //~ error[type-mismatch] declared but not defined
  out[2] = forever<0>();
  uses(float4(1));
  Tile six; //~ error[no-template-argument] expected template arguments after `Tile`
}
