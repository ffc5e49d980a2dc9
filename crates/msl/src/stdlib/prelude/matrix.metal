// matrix.metal: functions of matrices (<metal_matrix>).

namespace metal {

template <typename T, int C, int R>
constexpr matrix<T, R, C> transpose(matrix<T, C, R> m) {
  matrix<T, R, C> result;
  for (int c = 0; c < C; c++) {
    for (int r = 0; r < R; r++) {
      result[r][c] = m[c][r];
    }
  }
  return result;
}

template <typename T>
constexpr T determinant(matrix<T, 2, 2> m) {
  return m[0][0] * m[1][1] - m[1][0] * m[0][1];
}

template <typename T>
constexpr T determinant(matrix<T, 3, 3> m) {
  return m[0][0] * (m[1][1] * m[2][2] - m[2][1] * m[1][2]) -
         m[1][0] * (m[0][1] * m[2][2] - m[2][1] * m[0][2]) +
         m[2][0] * (m[0][1] * m[1][2] - m[1][1] * m[0][2]);
}

// By the two rows at the top and the two at the bottom.
template <typename T>
constexpr T determinant(matrix<T, 4, 4> m) {
  const T a = m[0][0] * m[1][1] - m[1][0] * m[0][1];
  const T b = m[0][0] * m[2][1] - m[2][0] * m[0][1];
  const T c = m[0][0] * m[3][1] - m[3][0] * m[0][1];
  const T d = m[1][0] * m[2][1] - m[2][0] * m[1][1];
  const T e = m[1][0] * m[3][1] - m[3][0] * m[1][1];
  const T f = m[2][0] * m[3][1] - m[3][0] * m[2][1];
  const T p = m[2][2] * m[3][3] - m[3][2] * m[2][3];
  const T q = m[1][2] * m[3][3] - m[3][2] * m[1][3];
  const T r = m[1][2] * m[2][3] - m[2][2] * m[1][3];
  const T s = m[0][2] * m[3][3] - m[3][2] * m[0][3];
  const T t = m[0][2] * m[2][3] - m[2][2] * m[0][3];
  const T u = m[0][2] * m[1][3] - m[1][2] * m[0][3];
  return a * p - b * q + c * r + d * s - e * t + f * u;
}

} // namespace metal
