// Class templates: partial and full specialization, static members, member templates, nesting.
//
// kernel: class_templates
// output out: float32[16]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [9, 6, 1, 2, 3, 16, 5, 1, 0, 1, 7, 12, 8, 120, 3, 4]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T, int N> struct Tile {
  static constexpr constant int count = N * N;
  T data[N];
  T sum() const { T s = 0; for (int i = 0; i < N; ++i) s += data[i]; return s; }
  template <typename U> U scaled(U by) const { return U(data[0]) * by; }
  Tile<T, N> copy() const { return *this; }
};
template <typename T> struct Which { static constexpr constant int id = 1; };
template <typename T> struct Which<thread T*> { static constexpr constant int id = 2; };
template <> struct Which<half> { static constexpr constant int id = 3; };
template <typename T, typename U> struct Same { static constexpr constant bool value = false; };
template <typename T> struct Same<T, T> { static constexpr constant bool value = true; };
template <typename T, typename U> constexpr constant bool same_v = Same<T, U>::value;
template <int N> struct Factorial { static constexpr constant int value = N * Factorial<N - 1>::value; };
template <> struct Factorial<0> { static constexpr constant int value = 1; };
template <typename T> using Pair = Tile<T, 2>;
template <bool B, typename T, typename F> struct If { using type = T; };
template <typename T, typename F> struct If<false, T, F> { using type = F; };
template <bool B, typename T = void> struct enable_when {};
template <typename T> struct enable_when<true, T> { using type = T; };
template <typename T> typename enable_when<sizeof(T) == 4, int>::type sized(T) { return 3; }
template <typename T> typename enable_when<sizeof(T) == 2, int>::type sized(T) { return 4; }
// body:
int k = 0;
Tile<float, 3> t = {{1, 2, 3}};
out[k++] = Tile<float, 3>::count;
out[k++] = t.sum();
out[k++] = Which<float>::id;
out[k++] = Which<thread int*>::id;
out[k++] = Which<half>::id;
out[k++] = sizeof(Tile<int, 4>);
out[k++] = t.scaled(5);
out[k++] = Same<int, int>::value;
out[k++] = same_v<int, uint>;
out[k++] = same_v<float, decltype(t.sum())>;
Pair<int> p = {{3, 4}};
out[k++] = p.sum();
out[k++] = t.copy().sum() * 2;
If<(sizeof(int) > 4), int, long>::type wide = 0;
out[k++] = sizeof(wide);
out[k++] = Factorial<5>::value;
out[k++] = sized(1.0f);
out[k++] = sized(half(1));
