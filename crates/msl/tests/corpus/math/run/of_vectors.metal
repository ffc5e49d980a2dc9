// Functions of vectors act on each component; scalars are spread.
//
// kernel: of_vectors
// input a: float32[4] = [0.25, -1.5, 2.25, 4.0]
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [0.5, 1.2247449159622192, 1.5, 2.0, 0.5, 0.5, 2.25, 4.0, 0.25, -1.0, 2.25,
//   3.0] atol 1e-6 rtol 1e-6
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float4 v = float4(a[0], a[1], a[2], a[3]);
float4 r = sqrt(abs(v)), s = max(v, 0.5f), t = clamp(v, -1.0f, float4(3.0f));
for (int k = 0; k < 4; ++k) { out[k] = r[k]; out[4 + k] = s[k]; out[8 + k] = t[k]; }
