// project_coeffs.metal — partial[b, j] = sum of q[i, j] v[i] over the rows i of block b
//
// Shapes   q: [m, k] row-major    v: [m]    partial: [ceil(m / ROWS), k]
// Types    float.
// Launch   x: k rounded up to 32, one thread a column, so that a simdgroup reads neighbors of a row; y: SLICES threads
//          for each block. Threadgroups of 32 x SLICES.
// Assumes  m and k are below 2^31. The order of a sum depends on ROWS and SLICES alone.
// Variants WEIGHTED: else every v[i] is 1, and v is any array.

threadgroup float parts[SLICES][32];

const uint rows = q_shape[0];
const uint columns = q_shape[1];
const uint column = thread_position_in_grid.x;
const uint lane = thread_position_in_threadgroup.x;
const uint slice = thread_position_in_threadgroup.y;
const uint first = threadgroup_position_in_grid.y * ROWS;
const uint last = min(first + uint(ROWS), rows);

float sum = 0.0f;
if (column < columns) {
#pragma unroll 8
    for (uint i = first + slice; i < last; i += SLICES) {
        sum = fma(q[ulong(i) * columns + column], WEIGHTED ? v[i] : 1.0f, sum);
    }
}
parts[slice][lane] = sum;
threadgroup_barrier(mem_flags::mem_threadgroup);
if (slice == 0 && column < columns) {
    float total = parts[0][lane];
    for (uint other = 1; other < SLICES; ++other) {
        total += parts[other][lane];
    }
    partial[ulong(threadgroup_position_in_grid.y) * columns + column] = total;
}
