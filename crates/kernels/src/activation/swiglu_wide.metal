// swiglu_wide.metal: y[i] = T(g[i] * sigmoid(g[i]) * u[i]), sixteen bytes at a time
//
// Shapes   g, u: [n]    y: [n]
// Types    T: half | bfloat | float; computed in float, rounded once.
// Launch   one thread for VEC consecutive elements, ceil(n / VEC) threads.
// Assumes  n < 2^32; y aliases no input; g, u and y begin at multiples of VEC elements.
// Variants VEC: elements in an access of sixteen bytes.

const uint n = g_shape[0];
const uint i = thread_position_in_grid.x * VEC;

if (i + VEC <= n) {
    const floats<VEC> gate = load_floats<VEC>(g + i);
    floats<VEC> value = load_floats<VEC>(u + i);
#pragma unroll
    for (uint part = 0; part < VEC / 4; ++part) {
        value.at[part] *= gate.at[part] * sigmoid4<false>(gate.at[part]);
    }
    store_floats<VEC>(y + i, value);
} else {
    for (uint j = i; j < n; ++j) {
        const float gate = g[j];
        y[j] = T(gate * sigmoid<false>(gate) * float(u[j]));
    }
}
