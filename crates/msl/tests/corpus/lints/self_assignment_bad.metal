struct Pair { float x; float y; };

kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    float a = out[0];
    a = a; //~ warning[self-assignment] `a`
    Pair p = {a, a};
    p.x = p.x; //~ warning[self-assignment] `p.x`
    out[i] = out[i]; //~ warning[self-assignment] `out[i]`
    out[0] = out[0]; //~ warning[self-assignment]
    out[1] = a + p.x;
}
