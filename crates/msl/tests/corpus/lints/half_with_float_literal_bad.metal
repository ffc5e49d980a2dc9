#include <metal_stdlib>
using namespace metal;

kernel void scaled(device half* out, uint i [[thread_position_in_grid]]) {
    out[i] = out[i] * 2.0; //~ warning[half-with-float-literal] `half`
    half x = out[i];
    out[i] = 1.0f - x * x; //~ warning[half-with-float-literal]
    half4 v = half4(x);
    out[i] += v.y;
}

kernel void blended(device bfloat* out, uint i [[thread_position_in_grid]]) {
    bfloat a = out[i];
    out[i] = bfloat(a * 0.5f + a * 1.5f); //~ warning[half-with-float-literal] `bfloat`
}
