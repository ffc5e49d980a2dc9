kernel void square(device float* x) {
    uint i = thread_position_in_grid.x;
    x[i] = x[i] * x[i];
}
