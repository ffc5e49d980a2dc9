// Packs: recursion over head and tail, sizeof..., expansions in calls, braces and template
// arguments, folds of all four forms, class templates with packs and their specializations.
//
// kernel: packs
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[36]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [10, 3, 2, 6, 24, 1, 0, -8, -2, 106, 11, 7, 60, 3, 1, 4, 2, 30, 9, 12,
//   0, 1, 2, 3, 14, 5, 1, 42, 3, 20, 4, 8, 6, 3, 1, 0]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T> T add_all(T x) { return x; }
template <typename T, typename... R> T add_all(T x, R... rest) { return x + add_all(rest...); }
template <typename... T> constexpr int count() { return sizeof...(T); }
template <int... N> constexpr int how_many() { return sizeof...(N); }
template <typename... T> auto sum(T... x) { return (x + ...); }
template <typename... T> float product_from(float first, T... x) { return (first * ... * x); }
template <typename... T> bool all_of(T... x) { return (... && x); }
template <typename... T> bool any_of(T... x) { return (x || ...); }
template <typename... T> float left_minus(T... x) { return (... - x); }
template <typename... T> float right_minus(T... x) { return (x - ...); }
template <typename... T> float minus_from(float last, T... x) { return (x + ... + last); }
template <typename F, typename... A> auto forward(F f, A... a) { return f(a...); }
struct MultiplyAdd { float operator()(float a, float b, float c) const { return a + b * c; } };
template <int... N> struct Shape {
  static constant constexpr int rank = sizeof...(N);
  static constant constexpr int size = (N * ... * 1);
};
template <typename... T> struct First;
template <typename H, typename... T> struct First<H, T...> { using type = H; };
template <typename T, typename... R> constexpr bool is_one_of = (is_same_v<T, R> || ...);
template <int... I> struct Indices { static constant constexpr int size = sizeof...(I); };
template <int N, int... I> struct Counting : Counting<N - 1, N - 1, I...> {};
template <int... I> struct Counting<0, I...> { using type = Indices<I...>; };
template <int N> using counting = typename Counting<N>::type;
template <int... I> float dot_of(thread const float* x, Indices<I...>) { return ((x[I] * I) + ...); }
template <int... I> void write_all(device float* out, Indices<I...>) { ((out[I] = I), ...); }
template <typename... T> struct Tuple;
template <> struct Tuple<> { int size() const { return 0; } };
template <typename H, typename... T> struct Tuple<H, T...> {
  H head;
  Tuple<T...> tail;
  int size() const { return 1 + tail.size(); }
};
template <int... N> int last_of() { int all[] = {N...}; return all[sizeof...(N) - 1]; }
template <typename... T> int bytes() { return (int(sizeof(T)) + ... + 0); }
template <typename... T> float through(thread const T&... x) { return sum((2 * x)...); }
template <typename T, T... V> struct Constants { static constexpr int count() { return sizeof...(V); } };
template <typename... T> void add_to(thread float& total, T... x) { ((total += x), ...); }
template <typename T, typename... R> T nested(T x, R... rest) { return x + sum(add_all(x, rest)...); }
template <int... N> struct Pair2 { template <int... M> static int both() { return sum(N...) * sum(M...); } };
// body:
int k = 0;
out[k++] = add_all(1.0f, 2.0f, 3.0f, 4.0f);
out[k++] = count<int, float, half>();
out[k++] = how_many<1, 2>();
out[k++] = sum(1, 2.0f, 3);
out[k++] = product_from(2, a[1], 2, 3);
out[k++] = all_of(true, a[0] > 0, 1);
out[k++] = any_of(false, a[0] < 0);
out[k++] = left_minus(1, 2, 3, 4);
out[k++] = right_minus(1, 2, 3, 4);
out[k++] = minus_from(100, 1, 2, 3);
out[k++] = forward(MultiplyAdd{}, 5.0f, 2.0f, 3.0f);
out[k++] = forward([](float x) { return x + 1; }, 6.0f);
out[k++] = Shape<3, 4, 5>::size;
out[k++] = Shape<3, 4, 5>::rank;
out[k++] = is_same_v<First<half, float>::type, half>;
out[k++] = sizeof(First<float>::type);
out[k++] = is_one_of<int, float, int> + is_one_of<int, int>;
float x[4] = {3, 6, 9, 2};
out[k++] = dot_of(x, counting<4>{});
out[k++] = last_of<3, 6, 9>();
out[k++] = 3 * counting<4>::size;
write_all(out + k, counting<4>{});
k += 4;
out[k++] = bytes<float, half, ulong>();
Tuple<int, float, half> t = {5, {2.0f, {1.0h}}};
out[k++] = t.head;
out[k++] = t.tail.tail.head;
out[k++] = through(a[0], a[1], 18);
out[k++] = t.size();
float total = 10;
add_to(total, 1, 2.0f, 7);
out[k++] = total;
out[k++] = Constants<int, 4, 5, 6, 7>::count();
out[k++] = nested(1, 2, 3);
out[k++] = Pair2<1, 2>::both<2>();
out[k++] = sum(1, 2);
out[k++] = all_of();
out[k++] = any_of();
