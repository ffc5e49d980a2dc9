// Lambdas that take a copy of their object, and lambdas that change what they copied.
//
// kernel: lambda_object
// output out: float32[7]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [6, 6, 10, 1, 2, 0, 5]
// header:
#include <metal_stdlib>
using namespace metal;
struct Scale {
  float by;
  float twice(float x) {
    auto copy = [*this, x]() { return by * x; };
    float before = copy();
    by = 5;
    return before == copy() ? before : -1;
  }
};
namespace deep::inner {
constant float kTwo = 2;
template <typename T>
T half_of(T x) { return x / T(kTwo); }
}
namespace in = deep::inner;
// body:
Scale scale = {2};
out[0] = scale.twice(3);
auto read = [scale]() { return scale.by + 1; };
out[1] = read();
{
  namespace short_name = deep::inner;
  out[2] = in::half_of<float>(10) * short_name::kTwo;
}
int n = 0;
auto next = [n]() mutable { return ++n; };
out[3] = next();
out[4] = next();
out[5] = n;
auto down = [left = 7]() mutable { return --left; };
down();
out[6] = down();
