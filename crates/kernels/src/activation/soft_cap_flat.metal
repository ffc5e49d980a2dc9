// soft_cap_flat.metal: y[i] = T(cap * tanh(x[i] / cap))
//
// Shapes   x, y: [n]    cap: one float
// Types    T: half | bfloat | float; computed in float, rounded once.
// Launch   one thread for VEC * UNROLL consecutive elements, ceil(n / (VEC * UNROLL)) threads.
// Assumes  n < 2^32 - 32; cap is not 0; y aliases no input; x and y begin at multiples of VEC
//          elements.
// Variants VEC: elements in one access. UNROLL: accesses of a thread.

const uint n = x_shape[0];
const uint start = thread_position_in_grid.x * (VEC * UNROLL);

#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = start + turn * VEC;
    if (VEC == 4 && i + 4 <= n) {
        store4(y + i, cap * tanh(load4(x + i) / cap));
    } else if (VEC == 2 && i + 2 <= n) {
        store2(y + i, cap * tanh(load2(x + i) / cap));
    } else {
        for (uint j = i; j < min(i + VEC, n); ++j) {
            // kernsmith: allow(uncoalesced-access): how much a thread takes is searched
            y[j] = T(cap * tanh(float(x[j]) / cap));
        }
    }
}
