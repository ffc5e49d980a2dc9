// Half input, sum in float, result back in half.
//
// kernel: half_accumulate_float
// input a: float16[10, 64] = normal(14)
// output out: float16[10]
// grid: 10 1 1
// threadgroup: 64 1 1
// expect out[i] = sum(k, 0, 64, a[64 * i + k]) / 64 within 1 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float acc = 0.0f;
for (uint k = 0; k < 64; k++) acc += static_cast<float>(a[i * 64 + k]);
out[i] = static_cast<half>(acc / 64.0f);
