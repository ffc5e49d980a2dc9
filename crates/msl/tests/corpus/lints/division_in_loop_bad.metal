#include <metal_stdlib>
using namespace metal;

kernel void flat(device float* out, constant uint& n, constant uint& width,
                 uint i [[thread_position_in_grid]]) {
    for (uint j = i; j < n; j += 64) {
        out[j] = float(j % width); //~ warning[division-in-loop] integer remainder
    }
    uint left = n;
    while (left / width > 0) { //~ warning[division-in-loop] integer division
        left -= width;
    }
    out[left] = 0;
}

kernel void wide(device long* out, constant long& n, constant long& width) {
    long j = 0;
    do {
        out[j] = j / width; //~ warning[division-in-loop] 64-bit integer division
        j += 3;
    } while (j < n);
}

kernel void vectors(device uint4* out, constant uint& n, constant uint4& width) {
    for (uint j = 0; j < n; ++j) {
        out[j] = uint4(j) % width; //~ warning[division-in-loop]
    }
}
