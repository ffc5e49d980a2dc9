// `switch` with fall-through, a default in the middle, several labels, and variables shared by cases.
//
// kernel: switch_forms
// input a: int32[8] = [0, 1, 2, 3, 4, 5, 6, -1]
// output out: int32[8]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect out = [1, 13, 3, 99, 45, 45, 100, 7]
// header:
enum Code { minus = -1 };
// body:
int i = thread_position_in_grid.x;
int r = 0;
switch (a[i]) {
  case 0:
    r = 1;
    break;
  case 1:
    r = 10;             // falls through
  case 2: {
    r += 3;
    break;
  }
  default:
    r = 99;
    break;
  case 4:
  case 5:
    int t;
    t = 40;
    if (a[i] < 9) { r = t + 5; break; }
    r = -1;
    break;
  case minus: r = 7; break;
  case 6:
    for (int k = 0; ; ++k) {
      if (k == 5) break;          // leaves the loop only
      if (k == 2) continue;
      r += 25;
    }
}
out[i] = r;
