// Overloads for operands in several address spaces: a reference binds to what lies in its own space before it binds
// to a copy, and the overload without `volatile` goes first.
//
// kernel: spaces_in_overloads
// input x: int32[8] = arange
// output out: int32[5]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 23, 32, 1, 101]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T>
struct Sum {
  T operator()(thread const T& a, thread const T& b) const { return a + b; }
  T operator()(threadgroup const T& a, thread const T& b) const { return a + b + 10; }
  T operator()(threadgroup const T& a, threadgroup const T& b) const { return a + b + 20; }
  T operator()(volatile threadgroup const T& a, volatile threadgroup const T& b) const { return a + b + 90; }
};
int where(thread const int&) { return 1; }
int where(device const int&) { return 101; }
// body:
threadgroup int shared[2];
shared[0] = x[1];
shared[1] = x[2];
int own = 19 + x[1];
Sum<int> sum;
out[0] = sum(own - 19, x[2]);
out[1] = sum(shared[0], shared[1]);
out[2] = sum(shared[1], own);
out[3] = where(shared[0]);
out[4] = where(x[0]);
