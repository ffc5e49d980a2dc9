// A 3x3 inverse by cofactors, through references.
//
// kernel: inverse_of_three
// input a: float32[3, 3] = [2.0, 1.0, 0.5, -1.0, 3.0, 0.25, 0.5, -0.5, 1.5]
// output out: float32[3, 3]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [0.4457831382751465, -0.16867469251155853, -0.1204819306731224, 0.15662650763988495,
//   0.2650602459907532, -0.09638553857803345, -0.09638553857803345, 0.14457830786705017,
//   0.6746987700462341] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
void invert(thread const float (&m)[3][3], thread float (&r)[3][3]) {
  float determinant = 0;
  for (int c = 0; c < 3; ++c) {
    int x = (c + 1) % 3, y = (c + 2) % 3;
    determinant += m[0][c] * (m[1][x] * m[2][y] - m[1][y] * m[2][x]);
  }
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      int a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
      r[i][j] = (m[a][c] * m[b][d] - m[a][d] * m[b][c]) / determinant;
    }
}
// body:
float m[3][3], r[3][3];
for (int k = 0; k < 9; ++k) m[k / 3][k % 3] = a[k];
invert(m, r);
for (int k = 0; k < 9; ++k) out[k] = r[k / 3][k % 3];
