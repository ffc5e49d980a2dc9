// swiglu.metal: y[i] = T(g[i] * sigmoid(g[i]) * u[i])
//
// Shapes   g, u: [n]    y: [n]
// Types    T: half | bfloat | float; computed in float, rounded once.
// Launch   one thread for VEC * UNROLL consecutive elements, ceil(n / (VEC * UNROLL)) threads.
// Assumes  n < 2^32; y aliases no input; g, u and y begin at multiples of VEC elements.
// Variants VEC: elements in one access. UNROLL: accesses of a thread. STABLE: the sigmoid never
//          takes the exponential of a positive number.

const uint n = g_shape[0];
const uint start = thread_position_in_grid.x * (VEC * UNROLL);

#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = start + turn * VEC;
    if (VEC == 4 && i + 4 <= n) {
        const float4 gate = load4(g + i);
        store4(y + i, gate * sigmoid4<STABLE>(gate) * load4(u + i));
    } else if (VEC == 2 && i + 2 <= n) {
        const float2 gate = load2(g + i);
        store2(y + i, gate * sigmoid2<STABLE>(gate) * load2(u + i));
    } else {
        for (uint j = i; j < min(i + VEC, n); ++j) {
            // kernsmith: allow(uncoalesced-access): how much a thread takes is searched
            const float gate = g[j];
            // kernsmith: allow(uncoalesced-access): as above
            y[j] = T(gate * sigmoid<STABLE>(gate) * float(u[j]));
        }
    }
}
