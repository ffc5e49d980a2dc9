    uint3 position = thread_position_in_grid;
    const uint column = position.x;
    const uint head = position.z * NH + position.y;

    const float decay = log_sigmoid(f_pre[head]) + M_in[head];
    const float m = max(decay, i_pre[head]);
    const float keep = exp(decay - m);
    const float take = exp(i_pre[head] - m);
    const float value = v[head * DHHV + column];

    const float scale = 1.0f / sqrt(float(DHQK));
    float numerator = 0.0f;
    float denominator = 0.0f;
    for (uint row = 0; row < DHQK; ++row) {
        const uint at = head * DHQK + row;
        const uint cell = at * DHHV + column;
        const float n = keep * N_in[at] + take * k[at];
        const float c = keep * C_in[cell] + take * k[at] * value;
        C[cell] = c;
        if (column == 0) {
            N[at] = n; // the same in all columns
        }
        numerator += scale * q[at] * c;
        denominator += scale * q[at] * n;
    }
    H[head * DHHV + column] = numerator / (max(abs(denominator), exp(-m)) + eps);
    if (column == 0) {
        M[head] = m;
    }
