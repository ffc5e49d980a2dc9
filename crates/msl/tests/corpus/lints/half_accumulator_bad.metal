#include <metal_stdlib>
using namespace metal;

kernel void sums(device half* out, device const half* x, constant int& n,
                 uint i [[thread_position_in_grid]]) {
    half sum = 0;
    half4 four = half4(0);
    half least = 0;
    for (int j = 0; j < n; ++j) {
        sum += x[j]; //~ warning[half-accumulator] `sum`
        four = four + half4(x[j]); //~ warning[half-accumulator] `four`
        least = min(least, x[j]);
    }
    out[i] = sum + four.x + least;
}

kernel void fused(device bfloat* out, device const bfloat* x, uint i [[thread_position_in_grid]]) {
    bfloat sum = 0;
    for (int j = 0; j < 64; ++j) {
        sum = bfloat(fma(float(x[j]), 2.0f, float(sum))); //~ warning[half-accumulator] `bfloat`
    }
    out[i] = sum;
}
