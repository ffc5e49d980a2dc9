// `using`, `typedef`, `auto` and `decltype`.
//
// kernel: type_names
// input a: float32[12] = integers(-9, 9, 27)
// output out: float32[12]
// grid: 12 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] * 3
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
using real = float;
typedef uint index_t;
index_t k = i;
auto x = a[k];
real y = x * 2;
const auto z = y + x;
out[k] = z;
