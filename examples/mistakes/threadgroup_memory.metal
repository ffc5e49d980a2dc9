kernel void transpose(device const float* x, device float* y, uint2 at [[thread_position_in_threadgroup]]) {
    threadgroup float tile[96][96];
    tile[at.y][at.x] = x[at.y * 96 + at.x];
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    y[at.y * 96 + at.x] = tile[at.x][at.y];
}
