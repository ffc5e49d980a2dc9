inline float twice(float x) {
    return 2 * x;
    x = 3; //~ warning[unreachable-code]
}

kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    for (int j = 0; j < 4; j++) {
        if (j == 2) {
            break;
            out[0] = 1; //~ warning[unreachable-code]
        }
        if (out[i] > 1) {
            continue;
        } else {
            out[i] = 1;
            break;
        }
        out[i] += 1; //~ warning[unreachable-code]
    }
    switch (i) {
    case 0:
        return;
        out[1] = 2; //~ warning[unreachable-code]
    default:
        out[2] = twice(3);
    }
}
