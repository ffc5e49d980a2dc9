// Columns lie one after the other, each with the size and the alignment of its vector.
//
// kernel: matrix_layout
// input x: float32[32] = arange
// output out: float32[10]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [64, 16, 48, 8, 16, 48, 20, 21, 22, 5]
// header:
#include <metal_stdlib>
using namespace metal;
struct Block {
  half2x2 scales;
  float3x3 turn;
};
static_assert(sizeof(float4x4) == 64 && alignof(float4x4) == 16, "four columns of 16 bytes");
static_assert(sizeof(half4x4) == 32 && sizeof(float2x3) == 32 && sizeof(float3x2) == 24, "columns");
// body:
out[0] = sizeof(Block);
out[1] = alignof(Block);
out[2] = sizeof(float3x3);
out[3] = alignof(half3x3);
out[4] = sizeof(half4x2);
out[5] = sizeof(float3x4);
device const float3x3* seen = (device const float3x3*)x;
float3 last = seen[1][2];
out[6] = last.x;
out[7] = last.y;
out[8] = last.z;
uint column = uint(x[1]);
out[9] = (*seen)[column].y;
