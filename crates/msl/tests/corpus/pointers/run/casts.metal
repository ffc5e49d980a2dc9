// Pointers looked at as other types: wider vectors, bytes, structs.
//
// kernel: pointer_casts
// input a: float32[12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
// output out: float32[13]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [4, 22, 9, 63, 5, 6, 128, 3, 2, 8, 10, 12, 7]
// header:
#include <metal_stdlib>
using namespace metal;
struct Pair { float x; float y; };
// body:
device const float4* v = (device const float4*)a;
out[0] = v[1].x;
out[1] = v[1].x + v[1].y + v[1].z + v[1].w;
device const packed_float3* t = reinterpret_cast<device const packed_float3*>(a);
out[2] = t[3].x;
device const uchar* bytes = (device const uchar*)(a + 1);
out[3] = bytes[3];
device const Pair* p = (device const Pair*)(a + 5);
out[4] = p->x;
out[5] = p->y;
out[6] = bytes[2];
device float2* o = (device float2*)(out + 8);
*o = float2(2, 8);
o[1] = float2(10, 12);
float local[4] = {1, 2, 3, 4};
thread float2* l = (thread float2*)local;
out[7] = l[1].x;
out[12] = (*(thread packed_float3*)(local + 1)).y + l->y + 1 + l[0].x;
