// join.metal: out = activation(alpha * (the sum of parts + rest) + beta * c + bias)
//
// Shapes   parts: [count, m, n]    rest: [m, n]    c: [m, n]    bias: [n]    factors: alpha, beta    out: [m, n]
// Types    float; parts are added in their order.
// Launch   one thread for each element.
// Assumes  m n < 2^32. Where REST, BETA or BIAS is false, rest, c or bias is any array.

const uint at = thread_position_in_grid.x;
const uint n = parts_shape[2];
const ulong elements = ulong(parts_shape[1]) * n;
float sum = 0.0f;
for (uint part = 0; part < uint(parts_shape[0]); ++part) {
    sum += parts[part * elements + at];
}
if (REST) {
    sum += rest[at];
}
float value = factors[0] * sum;
if (BETA) {
    value += factors[1] * c[at];
}
if (BIAS) {
    value += bias[at % n];
}
out[at] = activated<ACTIVATION>(value);
