// Numbers packed into the bits of integers, and back.
//
// kernel: pack_unpack
// input a: float32[64] = uniform(-1, 1, 44)
// output back: float32[64]
// output halves: float16[32]
// output words: uint32[4]
// grid: 16 1 1
// threadgroup: 16 1 1
// expect back[i] = a[i] atol 0.004 rtol 0
// expect halves[i] = a[i * 2] < 0 ? 0 : a[i * 2] atol 0.001 rtol 0.001
// expect words = [4286513152, 4278190335, 2147549183, 63519]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
const device float4* rows = (const device float4*)a;
float4 row = rows[i];
uint packed = pack_float_to_snorm4x8(row);
float4 again = unpack_snorm4x8_to_float(packed);
for (int k = 0; k < 4; ++k) { back[4 * i + k] = again[k]; }
half2 pair = unpack_unorm2x16_to_half(pack_half_to_unorm2x16(half2(row.xz)));
halves[2 * i] = pair.x;
halves[2 * i + 1] = pair.y;
if (i == 0) {
  words[0] = pack_float_to_unorm4x8(float4(0, 0, 127.0f / 255.0f, 1));
  words[1] = pack_half_to_srgb_unorm4x8(half4(1, 0, 0, 1));
  words[2] = pack_half_to_unorm2x16(half2(1, 0.5h));
  words[3] = pack_float_to_unorm565(float3(1, 0, 1));
}
