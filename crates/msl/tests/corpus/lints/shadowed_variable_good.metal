// kernsmith: warn(shadowed-variable)
kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    for (int j = 0; j < 2; j++) {
        float x = j;
        out[i] += x;
    }
    for (int j = 0; j < 3; j++) {
        float x = 2 * j;
        out[i] += x;
    }
    {
        float x = 1;
        out[i] += x;
    }
    float x = 4;
    out[i] += x;
}
