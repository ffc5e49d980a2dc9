// `Limits` and `numeric_limits`.
//
// kernel: limits
// output f: float32[4]
// output k: int32[2]
// grid: 1 1 1
// threadgroup: 64 1 1
// expect f = [inf, -inf, 3.4028234663852886e38, 65504]
// expect k = [2147483647, -128]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
f[0] = Limits<float>::max;
f[1] = Limits<float>::min;
f[2] = Limits<float>::finite_max;
f[3] = float(Limits<half>::finite_max);
k[0] = Limits<int>::max;
k[1] = Limits<int8_t>::min;
