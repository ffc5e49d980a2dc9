// `transpose` and `determinant`, equality, signs, and a number along the diagonal.
//
// kernel: matrix_functions
// output out: float32[21]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [2, -1, 4, 1, 3, 0, 0, 2, 1, -12, 15, 126, 1, 0, 1, -2, -1, 7, 0, 0, 7]
// header:
#include <metal_stdlib>
using namespace metal;
constant float3x3 M3 = {float3(2, 1, 0), {-1, 3, 2}, float3(4, 0, 1)};
constant float4x4 M4 = float4x4(float4(2, 1, 0, 3), float4(-1, 3, 2, 1), float4(4, 0, 1, -2), float4(1, 1, 2, 5));
constexpr constant float DETERMINANT = determinant(float2x2(1.5f, 2, 3, -4));
// body:
uint at = 0;
float3x3 t = transpose(M3);
for (int c = 0; c < 3; c++) {
  for (int r = 0; r < 3; r++) out[at++] = t[c][r];
}
out[at++] = DETERMINANT;
out[at++] = determinant(M3);
out[at++] = determinant(M4);
out[at++] = transpose(t) == M3;
out[at++] = t == M3;
out[at++] = t != M3;
float4x4 negative = -M4;
out[at++] = negative[0].x;
out[at++] = negative.columns[0][1];
half2x2 seven(7.0h);
out[at++] = seven[0][0];
out[at++] = seven[0][1];
out[at++] = seven[1][0];
out[at++] = seven[1][1];
