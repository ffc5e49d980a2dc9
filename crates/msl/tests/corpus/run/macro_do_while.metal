// Function-like macros with `do { } while (0)`, declarations and `break` inside.
//
// kernel: macro_do_while
// input a: int32[64] = integers(-50, 50, 12)
// output out: int32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] < 0 ? 0 : min(a[i], 10) * 2
// header:
#include <metal_stdlib>
using namespace metal;
#define CLAMP_TO(v, top)        \
  do {                          \
    int limit = (top);          \
    if ((v) < 0) {              \
      (v) = 0;                  \
      break;                    \
    }                           \
    if ((v) > limit) v = limit; \
  } while (0)
#define TWICE(v, n) do { v *= n; } while (0)
// body:
uint i = thread_position_in_grid.x;
int x = a[i];
CLAMP_TO(x, 10);
TWICE(x, 2);
out[i] = x;
