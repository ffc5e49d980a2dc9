kernel void k(device int* out, device const int* a) {
    int found = 0;
    if ((found = a[0])) {
        out[0] = found;
    }
    if (int n = a[1]) {
        out[1] = n;
    }
    for (int i = 0; i == 0; i = i + 1) {
        out[2] = i;
    }
    out[3] = (found = 4) ? 1 : 2;
}
