// Meant to reverse `a`. The first thread reads beyond it, and not all threads meet at the barrier.
threadgroup float tile[64];
uint i = thread_position_in_grid.x;
tile[thread_index_in_threadgroup] = a[a_shape[0] - i];
if (i < 90) {
    threadgroup_barrier(mem_flags::mem_threadgroup);
}
out[i] = tile[thread_index_in_threadgroup];
