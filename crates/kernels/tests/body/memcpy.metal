    uint id = thread_position_in_grid.x;
    if (id < size) {
        output[id] = input[id];
    }
