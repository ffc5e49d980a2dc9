// Labels of a `switch` in blocks of its body: what is declared in a block ends with it.
//
// kernel: labels_in_blocks
// input a: int32[8] = [0, 1, 2, 3, 4, 5, 6, 7]
// output out: int32[8]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect out = [10, 21, 120, 35, 45, 6, 60, 7]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int i = thread_position_in_grid.x;
int r = 7;
switch (a[i]) {
  {
    case 0: { r = 10; break; }
    case 1:
      r = 21;
      break;
  }
  case 2: {
    r = 100;
    {
      int t;
      case 6:
      t = 20;
      r += t;
      if (a[i] == 6) { r = 3 * t; break; }
    }
    break;
  }
  case 3: r = 30;
  {
    if (a[i] == 3) { r += 5; break; }
    case 4: r = 45; break;
    {
      default: r = a[i];
      { case 5: r += a[i] == 5 ? -1 : 0; if (a[i] == 5) { r = 6; } }
    }
  }
}
out[i] = r;
