// A function template of the header whose types are deduced.
//
// kernel: helper_template
// input a: float16[20] = integers(-9, 9, 5)
// input b: int32[20] = integers(-9, 9, 6)
// output out: float32[20]
// grid: 20 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] * a[i] + b[i] * b[i]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T>
inline T square(T x) {
  return x * x;
}
// body:
uint i = thread_position_in_grid.x;
out[i] = float(square(a[i])) + float(square(b[i]));
