// Products, lengths and directions of vectors.
//
// kernel: geometry
// input a: float32[8] = [1.0, 2.0, -2.0, 3.0, -1.0, 1.5, 0, 0]
// output out: float32[16]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [-2.0, 1.0, -7.5, -7.0, 3.0, 9.0, 5.024937629699707, 25.25, 0.3333333432674408,
//   0.6666666865348816, -0.6666666865348816, 3.444444417953491, -0.1111111119389534, 0.6111111044883728,
//   1.0, -0.6666666865348816] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float3 u = float3(a[0], a[1], a[2]), v = float3(a[3], a[4], a[5]);
out[0] = dot(u, v);
float3 c = cross(u, v);
out[1] = c.x; out[2] = c.y; out[3] = c.z;
out[4] = length(u);
out[5] = length_squared(u);
out[6] = distance(u, v);
out[7] = distance_squared(u, v);
float3 n = normalize(u);
out[8] = n.x; out[9] = n.y; out[10] = n.z;
float3 r = reflect(v, n);
out[11] = r.x; out[12] = r.y; out[13] = r.z;
out[14] = faceforward(u, v, n).x;
out[15] = fast::normalize(u).z;
