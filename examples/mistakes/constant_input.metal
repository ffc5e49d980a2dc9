kernel void clip(device const float* x, constant float& limit, uint i [[thread_position_in_grid]]) {
    if (x[i] > limit) { x[i] = limit; }
}
