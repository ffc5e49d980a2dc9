// What deduction sees through and where it looks: aliases of the library's types, `constant` memory that is not
// `const`, structs that stand after the template whose body calls with them, overloads that template arguments
// tell apart. [temp.deduct], [temp.dep.candidate], [over.over]
//
// kernel: deduced_elsewhere
// input x: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[7]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 6, 12, 5, 8, 10, 9]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T>
struct Fragment {
  template <typename U> using row = typename metal::vec<U, 2>;
  template <typename A, typename B>
  static T combined(thread row<A>& a, thread row<B>& b) { return T(a.x + b.y); }
};
template <typename N>
int counted(constant N& from, N to) {
  int total = 0;
  for (N i = from; i < to; i += 1) { total += i; }
  return total;
}
constant uint kFirst = 1;
template <typename T>
struct Folded {
  T operator()(T v) const { return joined(v, lane_sum(v, 1)); }
};
template <typename T> struct Moment { T mean; float weight; };
template <typename T> Moment<T> lane_sum(Moment<T> m, ushort by) { return Moment<T>{m.mean + by, m.weight}; }
template <typename T> Moment<T> joined(Moment<T> a, Moment<T> b) { return Moment<T>{a.mean + b.mean, a.weight + b.weight}; }
typedef float one_t(float);
template <one_t F> float applied(float x) { return F(x) + 1; }
template <int N> float applied(float x) { return x * N; }
float half_of(float x) { return x / 2; }
float square(float x) { return x * x; }
typedef decltype(applied<half_of>) applied_t;
template <applied_t F> float again(float x) { return F(F(x)); }
int read_constant(const constant int& n) { return n; }
constant int kEight = 8;
// body:
float2 a(1, 0);
half2 b(0, 2);
out[0] = Fragment<float>::combined(a, b);
out[1] = counted(kFirst, 4u);
Moment<float> m = {5.5f, 1};
out[2] = Folded<Moment<float>>()(m).mean;
out[3] = again<applied<square>>(1.0f);
out[4] = read_constant(kEight);
float y = x[3] + 1;
thread device const float* rows[2] = {x, x + 1};
out[5] = rows[1][2] + y + rows[0][0];
constant const int* eight = &kEight;
out[6] = *eight + 1;
