#include <metal_stdlib>
using namespace metal;

kernel void counted(device float* out, constant int& n, constant uint& width,
                    uint i [[thread_position_in_grid]]) {
    for (long j = 0; j < n; ++j) { //~ warning[wide-type] counter
        out[j] = 1;
    }
    ulong j = 0;
    while (j < 1000) { //~ warning[wide-type] counter
        out[j] = 2;
        j += 8;
    }
    out[i] = float(long(n) / long(width)); //~ warning[wide-type] division
}
