// memcpy_flat.metal: y[i] = x[i]
//
// Shapes   x, y: [n]
// Types    T: any number; the bits are kept.
// Launch   one thread for VEC * UNROLL consecutive elements, ceil(n / (VEC * UNROLL)) threads.
// Assumes  n < 2^32 - 32; y does not alias x; x and y begin at multiples of VEC elements.
// Variants VEC: elements in one access. UNROLL: accesses of a thread.

const uint n = x_shape[0];
const uint start = thread_position_in_grid.x * (VEC * UNROLL);

#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = start + turn * VEC;
    if (VEC == 4 && i + 4 <= n) {
        copy_wide<T, 4>(y + i, x + i);
    } else if (VEC == 2 && i + 2 <= n) {
        copy_wide<T, 2>(y + i, x + i);
    } else {
        for (uint j = i; j < min(i + VEC, n); ++j) {
            // kernsmith: allow(uncoalesced-access): how much a thread takes is searched
            y[j] = x[j];
        }
    }
}
