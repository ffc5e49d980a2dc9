// What matrices do not do.
#include <metal_stdlib>
using namespace metal;
struct alignas(3) Odd { int a; }; //~ error[type-mismatch] power of two
struct __attribute__((packed)) Tight { char a; int b; }; //~ warning[unsupported-feature] packed
using Ints = matrix<int, 2, 2>; //~ error[type-mismatch] float type
using Long = matrix<float, 5, 2>; //~ error[type-mismatch] 2 to 4
kernel void mistakes(device float* out [[buffer(0)]], constant float4x4& m [[buffer(1)]]) {
  float4x4 a = m;
  float3x3 b(1.0f);
  a = b; //~ error[type-mismatch]
  half4x4 h = a; //~ error[type-mismatch]
  a = a * b; //~ error[type-mismatch] `*`
  a = 2.0f / a; //~ error[type-mismatch] `/`
  float3 v = a * float3(1); //~ error[type-mismatch] `*`
  a = float4x4(1, 2, 3); //~ error[wrong-argument-count] 16 numbers
  m[0][0] = 1; //~ error[const-violation]
  out[0] = a.x; //~ error[unknown-member]
  out[0] = a[4][0]; //~ warning[index-out-of-range]
  out[0] = float(a); //~ error[type-mismatch]
  if (a < a) { //~ error[type-mismatch] `<`
    out[0] = 1;
  }
}
