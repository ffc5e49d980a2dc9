// Variables without initialisers in loops, set before each use: scalars, arrays, a struct, one in a
// switch, one in the condition's reach of a `do`.
//
// kernel: uninitialised_in_loop
// input a: int32[8] = arange
// output out: int32[8]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out[i] = 3 * a[i] + 9 + (a[i] % 2 == 0 ? 30 : 60)
// header:
#include <metal_stdlib>
using namespace metal;
struct Pair { int first; int second = 1; };
// body:
uint i = thread_position_in_grid.x;
int sum = 0;
for (int turn = 0; turn < 3; ++turn) {
  int row[2];
  Pair pair;
  row[turn & 1] = a[i];
  pair.first = turn + pair.second;
  int left = turn;
  do {
    int taken;
    switch (a[i] & 1) {
      case 0:
        int step;
        step = 10;
        taken = step;
        break;
      default:
        step = 20;
        taken = step;
        break;
    }
    sum += taken;
    left = -1;
  } while (left >= 0);
  sum += row[turn & 1] + pair.first + pair.second;
}
out[i] = sum;
