// Arrays of `char` from strings: [dcl.init.string]; what the string does not fill is zero.
//
// kernel: string_arrays
// output out: int32[8]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 98, 0, 5, 0, 99, 4, 65]
// header:
#include <metal_stdlib>
using namespace metal;
constant char kName[] = "ab";
constexpr constant char kWide[5] = "cd";
// body:
char local[] = "cba";
local[3] = 'A';
out[0] = sizeof(kName);
out[1] = kName[1];
out[2] = kName[2];
out[3] = sizeof(kWide);
out[4] = kWide[4];
out[5] = local[0];
out[6] = sizeof(local);
out[7] = local[3];
