// kernsmith: warn(mixed-sign-comparison)
kernel void k(device float* out, constant int& n, uint width [[threads_per_simdgroup]]) {
    for (int j = 0; j < int(width); j++) {
        out[j] = 1;
    }
    for (uint j = 0; j < 4; j++) {
        out[j] = 2;
    }
    for (uint j = 0; j < uint(n); j++) {
        out[j] = 3;
    }
    if (n < width) {
        out[0] = 4;
    }
}
