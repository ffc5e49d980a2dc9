// `struct` and `enum` before a name say that the type is meant where a variable or function has the name.
//
// kernel: elaborated_names
// input x: float32[2] = [3, 4]
// output out: float32[2, 4]
// grid: 2 1 1
// threadgroup: 2 1 1
// expect out = [3, 2, 1, 6, 4, 2, 1, 8]
// header:
#include <metal_stdlib>
using namespace metal;
struct ray { float from; float to; };
enum kind { near, far };
float length_of(thread struct ray& ray) { struct ray copy = ray; return copy.to - copy.from; }
// body:
uint i = thread_position_in_grid.x;
struct ray ray = {1, 1 + x[i]};
struct ray other = ray;
enum kind kind = far;
enum kind second = near;
out[4 * i] = length_of(ray);
out[4 * i + 1] = sizeof(struct ray) / 4;
out[4 * i + 2] = kind + second;
out[4 * i + 3] = length_of(other) + ((thread struct ray*)&ray)->to - 1;
