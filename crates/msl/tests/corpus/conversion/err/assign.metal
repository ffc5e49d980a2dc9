// What cannot be assigned to, and what `const` forbids.
#include <metal_stdlib>
using namespace metal;
constant float table[2] = {1, 2};
enum E { one };
struct S { const int fixed; int free; int get() { return free; } };
kernel void assign(device float* out, device const float* in, constant int& n) {
  const float c = 1;
  c = 2; //~ error[const-violation]
  in[0] = 1; //~ error[const-violation] inputs are `const`
  table[0] = 1; //~ error[const-violation]
  n++; //~ error[const-violation]
  constexpr int k = 2;
  k = 3; //~ error[const-violation]
  1 = 2; //~ error[not-assignable]
  one = 2; //~ error[const-violation]
  c + 1 = 3; //~ error[not-assignable]
  float4 v = 1;
  v.xx = float2(1); //~ error[not-assignable] repeats a component
  float a[2], b[2];
  a = b; //~ error[not-assignable] an array
  S s = {1, 2};
  s.fixed = 3; //~ error[const-violation]
  device float* p = in; //~ error[const-violation] drops `const`
  const S t = {1, 2};
  t.get(); //~ error[no-matching-function]
  device atomic_uint* counter = (device atomic_uint*)out;
  counter[0] = 1; //~ error[type-mismatch] atomic functions only
  uint u = counter[0] + 1; //~ error[type-mismatch] expected a plain value, found `atomic<uint>`
  (out + 1)++; //~ error[not-assignable]
}
