// Vectors from scalars and vectors in every mix, and every way to name components.
//
// kernel: vector_constructors_all
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[20]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1, 4, 3, 4, 2, 1, 1, 3, 1, 2, 7, 9, 2, 1, 4, 3, 8, 6, 0, 5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int k = 0;
float2 xy = float2(a[0], a[1]);
float4 v = float4(xy, a[2], a[3]);
out[k++] = v.x; out[k++] = v.w;
float4 w = float4(v.zw, v.yx);
out[k++] = w.r; out[k++] = w.g; out[k++] = w.b; out[k++] = w.a;
float4 u = float4(a[0], float3(xy, 3));
out[k++] = u.x; out[k++] = u.w;
float3 t = {a[0], a[1], 0};
out[k++] = t.x; out[k++] = t.y;
t.z = 7; out[k++] = t.z;
t.xz = float2(9, 8); out[k++] = t.x;
v.xy = v.yx; out[k++] = v.x; out[k++] = v.y;
v.zw = v.wz; out[k++] = v.z; out[k++] = v.w;
int i = 2;
t[i] += 0; out[k++] = t[i];
vec<float, 2> p = vec<float, 2>(3); out[k++] = p.x + p.y;
float4 zero = float4(); out[k++] = zero.w;
v.xyz += float3(1, 2, 3); v.x++; v.x--; out[k++] = v.xyz.x + (v.zyx)[2] - 1;
