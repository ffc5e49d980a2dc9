// Lambdas with packs: as parameters, captured by copy and by reference, and what they need no capture for.
//
// kernel: lambda_packs
// output out: float32[6]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [6, 10, 9, 60, 3, 0]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename... T>
float forwarded(T... values) {
  auto sum = [](auto... each) { return (each + ...); };
  return sum(values...);
}
template <typename... T>
float copied(T... values) {
  auto sum = [=](float scale) { return scale * (values + ...); };
  return sum(1);
}
template <typename... T>
float named(T... values) {
  auto sum = [values...] { return (values + ... + 0); };
  return sum();
}
template <typename... T>
void scaled(thread T&... values) {
  auto times = [&](float by) { ((values *= by), ...); };
  times(10);
}
// body:
out[0] = forwarded(1.0f, 2.0f, 3.0f);
out[1] = copied(1.0f, 2, half(3), 4.0f);
out[2] = named(4.0f, 5.0f);
float a = 1, b = 2, c = 3;
scaled(a, b, c);
out[3] = a + b + c;
auto count = [](auto first, auto... rest) { return int(sizeof...(rest)) + first; };
out[4] = count(1, 2.0f, 3);
out[5] = named();
