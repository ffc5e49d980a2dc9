#include <metal_stdlib>
using namespace metal;

kernel void reduction(device float* out, uint i [[thread_position_in_grid]]) {
    float sum = out[i];
    for (ushort step = 16; step > 0; step /= 2) { sum += simd_shuffle_down(sum, step); }
    float most = out[i];
    most = max(most, simd_shuffle_down(most, 16));
    out[i] = sum + most;
}

kernel void guarded(device float* out, uint i [[thread_position_in_grid]],
                    uint lane [[thread_index_in_simdgroup]]) {
    float before = simd_shuffle_up(out[i], 1);
    out[i] = lane == 0 ? 0.0f : before;
}

kernel void filled(device float* out, uint i [[thread_position_in_grid]]) {
    out[i] = simd_shuffle_and_fill_up(out[i], 0.0f, 1) + simd_shuffle_rotate_down(out[i], 1);
}

kernel void place_of_the_largest(device float* out, device uint* place,
                                 uint i [[thread_position_in_grid]]) {
    float most = out[i];
    uint at = i;
    for (ushort step = 16; step > 0; step /= 2) {
        float other = simd_shuffle_down(most, step);
        uint other_at = simd_shuffle_down(at, step);
        if (other > most) {
            most = other;
            at = other_at;
        }
    }
    out[i] = most;
    place[i] = at;
}
