// A scalar beside a vector takes the vector's element type and is repeated; comparisons give vectors.
//
// kernel: vectors_and_scalars
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[16]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 6, 1.5, 4, 2, 1, 0, 1, 1, 7, 8, 5, 1, 30, 0.5, 9]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int k = 0;
float4 v = float4(a[0], a[1], a[2], a[3]);
out[k++] = (v + 2).x;
out[k++] = (2 * v).z;
out[k++] = (v / 2).z;
half2 h = half2(1, 2) + 3;
out[k++] = h.x;
out[k++] = sizeof(h) / 2;
int4 w = int4(v);
out[k++] = (w % 2).z;
bool4 b = v > 2.5f;
out[k++] = b.y;
out[k++] = b.z;
out[k++] = any(b) && !all(b);
int2 s = int2(7, 8) << 0;
out[k++] = s.x;
out[k++] = s[1];
out[k++] = (-(v - 9)).w;
out[k++] = (!b).x;
out[k++] = dot(v, v);
packed_float3 p = packed_float3(0.5f, 1, 2);
out[k++] = p.x;
float3 q = p * 2 + float3(p);
out[k++] = q.z + 3;
