// update_vector.metal — out[i] = v[i] - sum over j of q[i, j] c[j]
//
// Shapes   q: [m, k] row-major    c: [k]    v, out: [m]
// Types    float.
// Launch   x: 32, a simdgroup for each row, so that it reads neighbors; y: m.
// Assumes  m and k are below 2^31.

const uint row = thread_position_in_grid.y;
const uint lane = thread_position_in_grid.x;
const uint columns = q_shape[1];

float sum = 0.0f;
for (uint j = lane; j < columns; j += 32) {
    sum = fma(q[ulong(row) * columns + j], c[j], sum);
}
const float total = simd_sum(sum);
if (lane == 0) {
    out[row] = v[row] - total;
}
