// Early returns from nested places, and from functions that return nothing.
//
// kernel: returns_everywhere
// input a: int32[5] = [-1, 0, 1, 2, 3]
// output out: int32[5]
// init_value: 0
// grid: 5 1 1
// threadgroup: 5 1 1
// expect out = [0, 100, 11, 12, 15]
// header:
int find(int x) {
  if (x == 0) return 100;
  for (int i = 0; i < 10; ++i) {
    switch (i) {
      case 2:
        if (x == 2) return 12;
        break;
      default:
        while (true) { if (x == 1) return 11; break; }
    }
  }
  return 15;
}
void put(device int* p, int x) {
  if (x < 0) return;
  *p = find(x);
}
// body:
uint i = thread_position_in_grid.x;
put(out + i, a[i]);
