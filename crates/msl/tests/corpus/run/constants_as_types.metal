// Numbers as types: operators between them, loops that a compiler unrolls by handing each turn its
// number as a type, sums over packs of them, shapes and tuples made of them.
//
// kernel: constants_as_types
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [0, 1, 4, 9, 5, 6, 1, 12, 2, 32, 6, 21]
// header:
#include <metal_stdlib>
using namespace metal;
template <int V> using Int = integral_constant<int, V>;
#define CONSTANT_OPERATOR(op)                                                          \
  template <typename T, T A, typename U, U B>                                          \
  constexpr auto operator op(integral_constant<T, A>, integral_constant<U, B>) {       \
    constexpr auto result = A op B;                                                    \
    return integral_constant<decltype(result), result>{};                              \
  }
CONSTANT_OPERATOR(+)
CONSTANT_OPERATOR(*)
CONSTANT_OPERATOR(<)
#undef CONSTANT_OPERATOR
template <int First, int Last, int Step = 1, typename F> constexpr void each(F f) {
  if constexpr (First < Last) {
    f(Int<First>{});
    each<First + Step, Last, Step>(f);
  }
}
template <typename T> constexpr T total(T x) { return x; }
template <typename T, typename... U> constexpr auto total(T x, U... rest) { return x + total(rest...); }
template <typename R, typename C> struct Shape {
  R rows;
  C columns;
  constexpr Shape(R r, C c) : rows(r), columns(c) {}
  constexpr auto size() const { return rows * columns; }
};
template <typename> struct is_constant : false_type {};
template <typename T, T V> struct is_constant<integral_constant<T, V>> : true_type {};
template <int... D> struct Dims {
  static constexpr constant int rank = sizeof...(D);
  static constexpr int volume() { return (D * ... * 1); }
  template <int... E> constexpr Dims<D..., E...> followed_by(Dims<E...>) const { return {}; }
};
// body:
each<0, 4>([&](auto i) { out[i] = i.value * decltype(i)::value; });
auto five = Int<2>{} + Int<3>{};
out[4] = five.value;
out[5] = total(Int<1>{}, Int<2>{}, Int<3>{});
out[6] = decltype(Int<1>{} < Int<2>{})::value;
auto shape = Shape<Int<3>, int>(Int<3>{}, 4);
out[7] = shape.size();
out[8] = is_constant<Int<2>>::value + is_constant<decltype(five)>::value + is_constant<int>::value;
out[9] = Shape<Int<8>, Int<4>>({}, {}).size().value;
out[10] = decltype(Dims<1, 2>{}.followed_by(Dims<3>{}))::volume();
out[11] = 7 * decltype(Dims<1, 2>{}.followed_by(Dims<3>{}))::rank;
