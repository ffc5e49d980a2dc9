// `switch` with fall through, a default and a `break` inside of a loop.
//
// kernel: switches
// output out: int32[8]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out = [1, 12, 2, 100, 100, 7, 100, 100]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
int x = 0;
switch (int(i)) {
  case 0:
    x = 1;
    break;
  case 1:
    x = 10;
  case 2:
    x += 2;
    break;
  case 5: {
    for (int k = 0; k < 10; ++k) {
      if (k == 7) break;
      x++;
    }
    break;
  }
  default:
    x = 100;
}
out[i] = x;
