// Lambdas that change what they copied: a copy of one is another object, which is not built.
#include <metal_stdlib>
using namespace metal;
template <typename F>
int twice(F f) { return f() + f(); }
kernel void k(device int* out) {
  int n = 0;
  int row[2] = {1, 2};
  auto next = [n]() mutable { return ++n; };
  auto other = next; //~ error[unsupported-feature] a copy of a `mutable` lambda
  auto outer = [=]() { return next(); }; //~ error[unsupported-feature] a copy of a `mutable` lambda
  auto sum = [row]() mutable { return row[0] += row[1]; }; //~ error[unsupported-feature] a copy of an array
  out[0] = next() + sum();
  out[1] = twice(next); //~ error[unsupported-feature] a `mutable` lambda as an argument
}
