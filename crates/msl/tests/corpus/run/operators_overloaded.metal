// Operators of a struct, as members and free.
//
// kernel: operators_overloaded
// input a: float32[8] = integers(-9, 9, 26)
// output out: float32[4]
// grid: 4 1 1
// threadgroup: 64 1 1
// expect out[i] = (a[2*i] + 1) * 2 + (a[2*i+1] - 1) * 2
// header:
#include <metal_stdlib>
using namespace metal;
struct V2 {
  float x, y;
  V2 operator+(V2 o) const { return V2{x + o.x, y + o.y}; }
};
V2 operator*(V2 v, float s) { return V2{v.x * s, v.y * s}; }
// body:
uint i = thread_position_in_grid.x;
V2 v{a[2 * i], a[2 * i + 1]};
V2 w = (v + V2{1, -1}) * 2.0f;
out[i] = w.x + w.y;
