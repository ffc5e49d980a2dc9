// A device pointer read and written as vectors.
//
// kernel: vector_pointer_cast
// input a: float32[64] = normal(20)
// output out: float32[64]
// grid: 16 1 1
// threadgroup: 64 1 1
// expect out[i] = a[i] * 2
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
const device float4* from = (const device float4*)a;
device float4* to = reinterpret_cast<device float4*>(out);
to[i] = from[i] * 2.0f;
