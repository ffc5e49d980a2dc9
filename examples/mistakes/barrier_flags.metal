// Reverses 64 elements by way of threadgroup memory.
threadgroup float tile[64];
uint i = thread_position_in_threadgroup.x;
tile[i] = x[i];
threadgroup_barrier(mem_flags::mem_device);
y[i] = tile[63 - i];
