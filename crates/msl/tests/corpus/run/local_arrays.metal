// Arrays in thread memory with indices known only at run time.
//
// kernel: local_arrays
// input a: int32[8] = [3, 1, 2, 0, 7, 5, 6, 4]
// output out: int32[8]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect out = arange
// header:
#include <metal_stdlib>
using namespace metal;
// body:
int data[8];
for (int k = 0; k < 8; ++k) data[k] = a[k];
for (int x = 1; x < 8; ++x) {
  int value = data[x];
  int y = x - 1;
  while (y >= 0 && data[y] > value) {
    data[y + 1] = data[y];
    --y;
  }
  data[y + 1] = value;
}
for (int k = 0; k < 8; ++k) out[k] = data[k];
