#include <metal_stdlib>
using namespace metal;

kernel void k(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    switch (i) {
    case 0:
        x[i] = 1;
        break;
    default:
        x[i] = 2;
    }
}

kernel void second(device float* x [[buffer(0)]]) {
    x[0] = 1;
}
