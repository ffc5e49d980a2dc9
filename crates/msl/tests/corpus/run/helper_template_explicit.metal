// Explicit template arguments, also a number.
//
// kernel: helper_template_explicit
// input a: float32[20] = integers(-9, 9, 5)
// output out: int32[20]
// grid: 20 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] * 3
// header:
#include <metal_stdlib>
using namespace metal;
template <typename To, int Factor, typename From>
To scaled(From x) {
  return static_cast<To>(x) * Factor;
}
// body:
uint i = thread_position_in_grid.x;
out[i] = scaled<int, 3>(a[i]);
