// Iterations until a point escapes: threads leave the loop at different times.
//
// kernel: mandelbrot
// output out: int32[4, 4]
// grid: 4 4 1
// threadgroup: 4 4 1
// expect out = [1, 3, 6, 5, 1, 9, 20, 20, 1, 9, 20, 20, 1, 3, 6, 5]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint2 at = thread_position_in_grid.xy;
float cx = float(at.x) * 0.75f - 2.0f, cy = float(at.y) * 0.5f - 0.75f;
float x = 0, y = 0;
int n = 0;
while (n < 20 && x * x + y * y <= 4.0f) {
  float next = x * x - y * y + cx;
  y = 2 * x * y + cy;
  x = next;
  ++n;
}
out[at.y * 4 + at.x] = n;
