// `fma` keeps what a product loses.
//
// kernel: fused
// input a: float32[2] = [1.0000001192092896, 3.0]
// output fused: float32[2]
// output plain: float32[2]
// grid: 2 1 1
// threadgroup: 32 1 1
// expect fused = [1.4210854715202004e-14, 0.0]
// expect plain = [0, 0]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

float x = a[i];
float square = x * x;
fused[i] = fma(x, x, -square);
plain[i] = x * x - square;
