// `auto`, `decltype`, aliases and `typedef`.
//
// kernel: auto_decltype
// input a: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[8]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [2, 2, 3, 8, 12, 5, 40, 3]
// header:
typedef float Real;
using Pair = float2;
using Row = float[4];
// body:
auto x = a[0] + 1;
out[0] = x;
auto p = a + 1;
out[1] = *p;
decltype(x) y = 3;
out[2] = y;
auto v = Pair(3, 5);
out[3] = v.x + v.y;
thread auto& r = v;
r.x = 7;
out[4] = v.x + v.y;
const auto five = 5;
Real z = five;
out[5] = z;
Row row = {10, 10, 10, 10};
Real sum = 0;
for (auto i = 0; i < 4; ++i) sum += row[i];
out[6] = sum;
device const float* q = a;
auto* s = q + 2;
out[7] = *s;
