struct Pair {
    float x;
    float y;
    void set(float x) { this->x = x; }
};

kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    float a = out[0];
    a = -a;
    Pair p = {a, a};
    p.set(2);
    p.x = p.y;
    int at = 0;
    out[at++] = out[at++];
    out[i] = a + p.x;
    a += a;
    out[1] = a;
}
