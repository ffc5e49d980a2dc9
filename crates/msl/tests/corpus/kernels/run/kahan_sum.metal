// A compensated sum keeps what a plain one loses.
//
// kernel: kahan_sum
// input a: float32[16] = [1.0, 2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08,
//   2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08,
//   2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08,
//   2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08, 2.9802322387695312e-08]
// output plain: float32[1]
// output kept: float32[1]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect plain = [1]
// expect kept = [1.0000004768371582]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
float sum = 0, s = 0, c = 0;
for (int k = 0; k < 16; ++k) {
  sum += a[k];
  float y = a[k] - c, t = s + y;
  c = (t - s) - y;
  s = t;
}
plain[0] = sum;
kept[0] = s;
