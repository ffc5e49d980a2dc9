// join.metal: out = R(activation(alpha * (the sum of parts) + beta * c + bias))
//
// Shapes   parts: [count, m, n]    c: [m, n]    bias: [n]    factors: alpha, beta    out: [m, n]
// Types    R: half | bfloat | float, of c, bias and out; parts are float, and added in their order.
// Launch   one thread for each element.
// Assumes  m n < 2^32. Where BETA or BIAS is false, c or bias is any array.

const uint at = thread_position_in_grid.x;
const uint n = parts_shape[2];
const ulong elements = ulong(parts_shape[1]) * n;
float sum = 0.0f;
for (uint part = 0; part < uint(parts_shape[0]); ++part) {
    sum += parts[part * elements + at];
}
float value = factors[0] * sum;
if (BETA) {
    value += factors[1] * float(c[at]);
}
if (BIAS) {
    value += float(bias[at % n]);
}
out[at] = R(activated<ACTIVATION>(value));
