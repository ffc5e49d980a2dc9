kernel void k(device int* out, device const int* a) {
    int found = 0;
    if (found = a[0]) { //~ warning[assignment-in-condition] assigns
        out[0] = 1;
    }
    int n = a[1];
    while (n = n - 1) { //~ warning[assignment-in-condition]
        out[1] += n;
    }
    do {
        out[2] += 1;
    } while (n = out[2] < 4); //~ warning[assignment-in-condition]
    for (int i = 4; i = i - 1;) { //~ warning[assignment-in-condition]
        out[3] += found;
    }
}
