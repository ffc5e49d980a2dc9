// Thread pointers and references, to variables and array elements.
//
// kernel: thread_pointers
// input a: int32[16] = arange
// output out: int32[16]
// grid: 16 1 1
// threadgroup: 64 1 1
// expect out[i] = 2 * a[i] + 11
// header:
#include <metal_stdlib>
using namespace metal;
void swap_them(thread int& x, thread int& y) {
  int t = x;
  x = y;
  y = t;
}
void add_to(thread int* p, int n) { *p += n; }
// body:
uint i = thread_position_in_grid.x;
int values[2] = {a[i], 1};
swap_them(values[0], values[1]);
thread int* p = values + 1;
*p *= 2;
add_to(&values[0], 10);
out[i] = values[0] + values[1];
