// Matrices: columns of vectors, their products in every order, with numbers and with each other.
//
// kernel: matrices
// input a: float32[12] = [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7]
// input b: float32[8] = [-5, -3, -1, 1, 3, 5, 7, 9]
// output out: float32[28]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [26, 18, 10, 42, 66, 90, 6.5, 9, 11.5, -13, 2, 17, 32, -6, -4.5, -3, -1.5, 0, 1.5, 3, 4.5, 6, 7.5, 9, 10.5, -8, -6, -4]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float4x3 m;
for (uint c = 0; c < 4; c++) {
  m[c] = float3(a[3 * c], a[3 * c + 1], a[3 * c + 2]);
}
matrix<float, 2, 4> n = float2x4(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]);
uint at = 0;
float2x3 product = m * n;
for (uint c = 0; c < 2; c++) {
  for (uint r = 0; r < 3; r++) {
    out[at++] = product[c][r];
  }
}
float3 right = m * float4(1, -2, 3, 0.5f);
float4 left = float3(2, -1, 4) * m;
for (uint i = 0; i < 3; i++) out[at++] = right[i];
for (uint i = 0; i < 4; i++) out[at++] = left[i];
float4x3 scaled = 2 * m - m * 0.5f;
for (uint c = 0; c < 4; c++) {
  for (uint r = 0; r < 3; r++) out[at++] = scaled[c][r];
}
m += m;
out[at++] = m[0].x;
out[at++] = m[0].y;
out[at++] = m[0].z;
