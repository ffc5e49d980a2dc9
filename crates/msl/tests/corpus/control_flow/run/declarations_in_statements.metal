// Declarations in conditions, `for` over arrays, names for the members of an object, lambdas with
// values of their own and with the object at work, attributes that change nothing.
//
// kernel: declarations_in_statements
// input a: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[26]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [7, 1, 2, 10, 6, 12, 20, 3, 4, 5, 9, 2, 1, 6, 11, 14, 24, 4, 12, 8, 30, 7, 3, 1,
//   2, 5]
// header:
#include <metal_stdlib>
using namespace metal;
struct Pair { float first; int second; };
Pair make(float x) { return {x, int(x) + 1}; }
struct Scale {
  float by;
  float calls;
  float apply(float x) { auto f = [&](float y) { return y * by + x; }; return f(2); }
  float count(float x) { auto f = [this](float y) { calls += 1; return twice(y) + calls; }; return f(x) + f(x); }
  float twice(float x) const { return 2 * x; }
};
template <typename F> float apply(F f, float x) { return f(x); }
static inline __attribute__((always_inline)) float plain(float x) { return x; }
[[gnu::noinline]] float noted([[maybe_unused]] float x) { return 3; }
static constexpr constant uint table[2][3] = {{1, 2, 3}, {4, 5, 6}};
// body:
int k = 0;
if (int n = int(a[6]); n > 3) out[k++] = n; else out[k++] = -n;
if (int n = int(a[0])) out[k++] = n;
switch (int m = int(a[4]) % 3; m) { int unused; case 2: unused = m; out[k++] = unused; [[fallthrough]]; case 0: break; default: out[k++] = 0; }
int left = 4, sum = 0;
while (int n = left) { left = n - 1; if (n == 9) continue; sum += n; }
out[k++] = sum;
int list[] = {1, 2, 3};
int total = 0;
for (int x : list) total += x;
out[k++] = total;
for (thread int& x : list) x *= 2;
total = 0;
for (const auto x : list) { if (x == 100) break; total += x; }
out[k++] = total;
for (auto x : {5, 3}) total += x;
out[k++] = total;
auto [x, y] = make(3);
out[k++] = x;
out[k++] = y;
Pair p = {1, 4};
auto& [f, s] = p;
s += 1;
out[k++] = p.second;
const auto [u, v, w] = list;
out[k++] = u + v + w - 3;
auto timed = [n = 2](float x) { return n * x; };
out[k++] = timed(1);
float target = 0;
auto into = [&t = target](float x) { t = x; };
into(1);
out[k++] = target;
Scale scale = {2, 0};
out[k++] = scale.apply(2);
out[k++] = scale.count(2);
out[k++] = scale.twice(7);
array<float, 3> fixed = {{7, 8, 9}};
float of_array = 0;
for (float x : fixed) of_array += x;
out[k++] = of_array;
uint of_table = 0;
for (auto r : table[k % 2]) { if (r == 2 || r == 5) continue; of_table += r; }
out[k++] = of_table == 10 ? 4 : 0;
out[k++] = apply([=](float x) { return x * scale.by * 2; }, 3);
#pragma clang loop unroll(full)
for (int i = 0; i < 2; ++i) { [[maybe_unused]] int unused = i; target += 3.5f; }
out[k++] = target;
auto nested = [&](float x) { auto inner = [&, c = x * 2](float y) { return c + y + target; }; return inner(x); };
out[k++] = nested(7) + 1;
out[k++] = plain(7);
out[k++] = noted(1);
uint4 short_list = {1u, 2u};
out[k++] = short_list.x + short_list.w;
out[k++] = short_list.y;
decltype(make(1)) made = make(4);
out[k++] = made.second;
