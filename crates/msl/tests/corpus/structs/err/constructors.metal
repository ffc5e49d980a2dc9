// Constructors that are not there.
#include <metal_stdlib>
using namespace metal;
struct P { float x, y; P(float a, float b) : x(a), y(b) {} };
struct Q { int n; };
kernel void constructors(device float* out) {
  P a(1); //~ error[wrong-argument-count] `P`: expected 2 arguments, found 1
  P b = {1, 2, 3}; //~ error[wrong-argument-count] `P`: expected 2 arguments, found 3
  P c; //~ error[wrong-argument-count] `P`: expected 2 arguments, found 0
  Q d = {1, 2}; //~ error[wrong-argument-count] `Q` has no room for this
  Q e(1, 2); //~ error[wrong-argument-count] `Q` has no room for this
  Q f = 5; //~ error[type-mismatch] expected `Q` to initialize this, found `int`
  out[0] = a.x + b.x + c.x + d.n + e.n + f.n;
}
