// Null pointers: as values, default arguments, members, and in comparisons and conditions.
//
// kernel: null_pointers
// input x: float32[8] = arange
// output out: int32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [0, 3, 1, 0, 1, 1, 0, 5, 1, 0, 1, 7]
// header:
#include <metal_stdlib>
using namespace metal;
struct View {
  device const float* data = nullptr;
  int count = 0;
};
int read(device const float* p = nullptr) {
  return p == nullptr ? 0 : int(*p);
}
template <typename T>
int is_set(T p) {
  return p ? 1 : 0;
}
// body:
out[0] = read();
out[1] = read(x + 3);
View view;
out[2] = view.data == 0;
view.data = x;
out[3] = nullptr == view.data;
out[4] = !!view.data;
device const float* none = 0;
out[5] = none == nullptr;
out[6] = is_set(none);
for (int i = 0; i < 8; i++) {
  if (x[i] > 4 && !none) {
    none = x + i;
  }
}
out[7] = int(*none);
out[8] = is_set(none);
thread int* local = {};
out[9] = is_set(local);
int seven = 7;
out[10] = local != &seven;
local = &seven;
out[11] = *local;
