kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    for (uint j = 3; j >= 0; j--) { //~ warning[constant-comparison] always true
        out[j] = 1;
        if (out[4] > 2) {
            break;
        }
    }
    if (i - 1 < 0) { //~ warning[constant-comparison] always false
        return;
    }
    ushort s = i;
    ulong l = i;
    if (0 > l) { //~ warning[constant-comparison]
        out[i] = s;
    }
}
