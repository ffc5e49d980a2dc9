template <int N>
float step(float x) {
    if constexpr (N == 1) {
        return x;
    }
    return x + 1;
}

kernel void k(device float* out, uint i [[thread_position_in_grid]]) {
    switch (i) {
    case 0:
        out[0] = step<1>(1);
        break;
    case 1: {
        out[1] = step<2>(1);
        return;
    }
    {
        out[6] = 2;
        break;
    case 3:
        out[3] = 1;
    }
        out[4] = 1;
        break;
    {
    default:
        break;
    }
    }
    while (true) {
        if (out[i] > 4) {
            break;
        }
        out[i] += 1;
    }
    out[2] = 1;
    return;
}
