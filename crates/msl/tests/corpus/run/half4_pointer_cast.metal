// Half vectors through a pointer cast, widened to float.
//
// kernel: half4_pointer_cast
// input a: float16[32] = integers(-99, 99, 21)
// output out: float32[32]
// grid: 8 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] + 0.5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float4 v = float4(((const device half4*)a)[i]);
*((device float4*)out + i) = v + 0.5f;
