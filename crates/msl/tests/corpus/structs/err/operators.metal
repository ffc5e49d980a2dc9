// Structs have the operators that are written for them.
#include <metal_stdlib>
using namespace metal;
struct C { float re, im; C operator+(C o) const { return {re + o.re, im + o.im}; } };
struct V { float x; };
V operator*(V v, int k) { return {v.x * k}; }
V operator*(V v, float k) { return {v.x * k}; }
kernel void operators(device float* out) {
  C a = {1, 2}, b = {3, 4};
  C c = a * b; //~ error[no-matching-function] `*` does not take `C` and `C`
  C d = a + 1; //~ error[no-matching-function] `+` does not take `C` and `int`
  C e = -a; //~ error[no-matching-function] `-` does not take `C`
  if (a == b) out[0] = 1; //~ error[no-matching-function] `==` does not take `C` and `C`
  out[1] = a[0]; //~ error[no-matching-function] `[]` does not take `C` and `int`
  out[2] = a; //~ error[type-mismatch] expected `float` to assign here, found `C`
  out[3] = (c + d + e).re;
  V v = {1};
  v = v * 2u; //~ error[ambiguous-call] fits several functions equally well
  v = v * 2; v = v * 2.0f;
}
