// kernsmith: warn(mixed-sign-comparison)
kernel void k(device float* out, constant int& n, uint width [[threads_per_simdgroup]]) {
    for (int j = 0; j < width; j++) { //~ warning[mixed-sign-comparison]
        out[j] = 1;
    }
    for (uint j = 0; j < n - 1; j++) { //~ warning[mixed-sign-comparison]
        out[j] = 2;
    }
}
