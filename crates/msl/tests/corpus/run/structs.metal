// Structs: fields, initialisation, copies and methods.
//
// kernel: structs
// input a: float32[20] = integers(-9, 9, 24)
// output out: float32[10]
// grid: 10 1 1
// threadgroup: 64 1 1
// expect out[i] = a[2*i] * a[2*i] + a[2*i+1] * a[2*i+1] + 3
// header:
#include <metal_stdlib>
using namespace metal;
struct Pair {
  float x;
  float y;
  int extra = 0;
  float norm() const { return x * x + y * y; }
};
Pair bump(Pair p) {
  p.extra += 3;
  return p;
}
// body:
uint i = thread_position_in_grid.x;
Pair p = {a[2 * i], a[2 * i + 1]};
Pair q = p;
q.x = q.x + 0.0f;
p.x = 99;
out[i] = q.norm() + bump(q).extra;
