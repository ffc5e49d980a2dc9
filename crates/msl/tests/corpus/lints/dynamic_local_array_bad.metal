#include <metal_stdlib>
using namespace metal;

kernel void pick(device float* out, device const int* which, uint i [[thread_position_in_grid]]) {
    float kept[4];
    for (int j = 0; j < 4; ++j) { kept[j] = out[i]; }
    out[i] = kept[which[i]]; //~ warning[dynamic-local-array] `kept`
}

kernel void count(device int* out, constant int& n, device const int* x) {
    int bins[16] = {};
    for (int j = 0; j < n; ++j) {
        bins[x[j] & 15] += 1; //~ warning[dynamic-local-array] `bins`
    }
    for (int j = 0; j < 16; ++j) { out[j] = bins[j]; }
}

kernel void walk(device float* out, constant int& n) {
    float stack[8];
    for (int j = 0; j < n; ++j) { stack[j] = out[j]; } //~ warning[dynamic-local-array] `stack`
    out[0] = stack[0];
}
