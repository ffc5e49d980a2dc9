// reduce.h: sums over the threads of a threadgroup. Every thread receives the sum.
//
// Launch   TG threads in one dimension; TG a multiple of 32.
// Assumes  all threads call; nothing else uses `scratch` afterwards.

// One simdgroup at a time, then the simdgroups' sums in order. `scratch` holds TG / 32 floats.
template <int TG>
inline float sum_by_simdgroup(float value, uint thread_index, threadgroup float* scratch) {
    const float part = simd_sum(value);
    if (thread_index % 32 == 0) {
        scratch[thread_index / 32] = part;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float sum = 0.0f;
    for (uint i = 0; i < TG / 32; ++i) {
        sum += scratch[i];
    }
    return sum;
}

// Halves the number of partial sums until one is left. TG is a power of two; `scratch` holds TG floats.
template <int TG>
inline float sum_by_tree(float value, uint thread_index, threadgroup float* scratch) {
    scratch[thread_index] = value;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint count = TG / 2; count > 0; count /= 2) {
        if (thread_index < count) {
            scratch[thread_index] += scratch[thread_index + count];
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    return scratch[0];
}
