// Casts in all spellings; `as_type` keeps bits.
//
// kernel: casts
// input a: float32[4] = [1.5, -1, 65504, 0]
// output out: uint32[14]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1, 1, 1, 4294967295, 1069547520, 15872, 1, 2, 3, 1065353216, 255, 5, 1, 7]
// header:
#include <metal_stdlib>
using namespace metal;
enum class Level : ushort { low = 5, high };
// body:
int k = 0;
out[k++] = (int)a[0];
out[k++] = int(a[0]);
out[k++] = static_cast<int>(a[0]);
out[k++] = (uint)(int)a[1];
out[k++] = as_type<uint>(a[0]);
out[k++] = as_type<ushort>(half(a[0]));
uchar4 bytes = as_type<uchar4>(0x04030201u);
out[k++] = bytes.x;
out[k++] = bytes[1];
out[k++] = uint3(float3(1.9f, 2.5f, 3.2f)).z;
out[k++] = as_type<uint2>(float2(1, 2)).x;
out[k++] = uchar(as_type<uint>(-1));
out[k++] = (uint)Level::low;
out[k++] = static_cast<Level>(6) == Level::high;
const int seven = 7;
out[k++] = const_cast<int>(seven);
