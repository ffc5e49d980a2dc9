// arithmetic.metal: small functions of integers and types.

// The number of blocks of m that cover n.
template <typename T, typename U>
inline constexpr T ceildiv(T n, U m) {
  return (n + m - 1) / m;
}

// x as a T.
template <typename T, typename U>
inline constexpr T cast_to(U x) {
  return static_cast<T>(x);
}
