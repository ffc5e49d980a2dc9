// Components are set one by one and only set ones are used; a struct with padding is copied.
//
// kernel: no_finding_partial_vector
// output out: float32[2]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = [3, 7]
// header:
#include <metal_stdlib>
using namespace metal;
struct Padded {
  char a;
  float b;
};
// body:
float4 v;
v.x = 1;
v.y = 2;
float2 w = v.xy;
Padded p;
p.a = 7;
Padded q = p;
out[0] = w.x + w.y;
out[1] = q.a;
