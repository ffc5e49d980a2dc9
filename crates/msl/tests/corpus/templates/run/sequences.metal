// `integer_sequence` and its makers, and folds over assignments.
//
// kernel: sequences
// input x: float32[4] = [1, 2, 3, 4]
// output out: float32[6]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [30, 10, 4, 24, 11, 3]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename P, size_t... I>
float squares(P x, index_sequence<I...>) {
  return ((x[I] * x[I]) + ...);
}
template <typename T, T... I>
T total(integer_sequence<T, I...>) {
  return (T(0) + ... + I);
}
template <typename... T>
float product(float first, T... rest) {
  (first *= ... *= rest);
  return first;
}
template <typename... T>
void number(thread T&... all) {
  int next = 1;
  ((all += next++), ...);
}
// body:
out[0] = squares(x, make_index_sequence<4>{});
out[1] = total(make_integer_sequence<int, 5>());
out[2] = index_sequence_for<int, float, half, bool>::size();
out[3] = product(x[0], x[1], x[2], x[3]);
int a = 0, b = 0, c = 8;
number(a, b, c);
out[4] = c;
out[5] = a + b;
