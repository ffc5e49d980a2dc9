// `array<T, N>`: copied as a whole, in every address space, of any element.
//
// kernel: arrays_by_value
// input a: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[10]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [10, 4, 3, 9, 8, 5, 12, 1, 20, 7]
// header:
#include <metal_stdlib>
#include <metal_array>
using namespace metal;
constant array<int, 3> table = {2, 3, 4};
constexpr array<float2, 2> corners = {float2(1, 2), float2(3, 4)};
template <typename T, size_t N> T sum(thread const array<T, N>& values) {
  T total = 0;
  for (size_t i = 0; i < values.size(); ++i) total += values[i];
  return total;
}
array<float, 4> first_four(device const float* p) {
  array<float, 4> four;
  for (uint i = 0; i < four.size(); ++i) four[i] = p[i];
  return four;
}
struct Tile { array<array<float, 2>, 2> rows; };
// body:
array<float, 4> four = first_four(a);
out[0] = sum(four);
array<float, 4> copy = four;
copy[3] = 40;
out[1] = four.back();
out[2] = sizeof(array<int, 3>) / sizeof(int);
out[3] = table[0] + table[1] + table.back();
Tile tile = {{1, 2, 3, 4}};
tile.rows[1][0] *= 2;
out[4] = tile.rows[1][0] + tile.rows.front()[1];
threadgroup array<float, 4> shared;
shared[2] = 5;
out[5] = *(shared.data() + 2);
device array<float, 4>* views = (device array<float, 4>*)out;
(*views)[0] = 12;
out[6] = views[0][0];
out[0] = sum(four);
out[7] = corners[0].x * !copy.empty();
constant array<int, 3>& alias = table;
out[8] = alias.data()[1] * alias.size() + copy[3] - 29;
out[9] = corners[1].y + table[1];
