    uint id = thread_position_in_grid.x;
    if (id >= size) {
        return;
    }
    const float value = float(input[id]);
    output[id] = T(cap_value * tanh(value / cap_value)); // rounded once
