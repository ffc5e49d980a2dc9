// A table of distances kept as one row of a local array.
//
// kernel: edit_distance
// input a: uint8[6] = [107, 105, 116, 116, 101, 110]
// input b: uint8[7] = [115, 105, 116, 116, 105, 110, 103]
// output out: int32[1]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [3]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int row[8];
for (int j = 0; j <= 7; ++j) row[j] = j;
for (int i = 0; i < 6; ++i) {
  int corner = row[0];
  row[0] = i + 1;
  for (int j = 0; j < 7; ++j) {
    int above = row[j + 1];
    row[j + 1] = min(min(row[j], above) + 1, corner + (a[i] == b[j] ? 0 : 1));
    corner = above;
  }
}
out[0] = row[7];
