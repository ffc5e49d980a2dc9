uint i = thread_position_in_grid.x;
out[i] = metal::exp(a[i]);
