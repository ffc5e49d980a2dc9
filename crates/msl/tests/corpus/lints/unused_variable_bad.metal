// kernsmith: warn(unused-variable)
kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    float scale = 2; //~ warning[unused-variable] `scale`
    for (int j = 0, last = 4; j < 4; j++) { //~ warning[unused-variable] `last`
        out[i] += j;
    }
    threadgroup float tile[32]; //~ warning[unused-variable] `tile`
}
