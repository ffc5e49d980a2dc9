// project_coeffs.metal — partial[b, j] = sum of q[i, j] v[i] over the rows i of block b
//
// Shapes   q: [m, k] row-major    v: [m]    partial: [ceil(m / ROWS), k]
// Types    float.
// Launch   x: one thread for each EACH columns, rounded up to 32, so that a simdgroup reads neighbors of a row; y: SLICES
//          threads for each block. Threadgroups of 32 x SLICES.
// Assumes  m and k are below 2^31. EACH is 1, or 4 where rows are whole fours and begin at one; it changes no bit. The
//          order of a sum depends on ROWS and SLICES alone.
// Variants WEIGHTED: else every v[i] is 1, and v is any array.

threadgroup float parts[SLICES][32 * EACH];

const uint rows = q_shape[0];
const uint columns = q_shape[1];
const uint column = thread_position_in_grid.x * EACH;
const uint lane = thread_position_in_threadgroup.x;
const uint slice = thread_position_in_threadgroup.y;
const uint first = threadgroup_position_in_grid.y * ROWS;
const uint last = min(first + uint(ROWS), rows);

float sums[EACH] = {};
if (column < columns) {
#pragma unroll 8
    for (uint i = first + slice; i < last; i += SLICES) {
        const float weight = WEIGHTED ? v[i] : 1.0f;
        if (EACH == 4) {
            const float4 four = four_at(q + ulong(i) * columns + column);
            for (uint at = 0; at < EACH; ++at) {
                sums[at] = fma(four[at], weight, sums[at]);
            }
        } else {
            sums[0] = fma(q[ulong(i) * columns + column], weight, sums[0]);
        }
    }
}
for (uint at = 0; at < EACH; ++at) {
    // kernsmith: allow(threadgroup-bank-conflict): once for all rows of a slice
    parts[slice][lane * EACH + at] = sums[at];
}
threadgroup_barrier(mem_flags::mem_threadgroup);
if (slice == 0 && column < columns) {
    for (uint at = 0; at < EACH; ++at) {
        float total = parts[0][lane * EACH + at];
        for (uint other = 1; other < SLICES; ++other) {
            total += parts[other][lane * EACH + at];
        }
        // kernsmith: allow(uncoalesced-access): once for all rows of a block
        partial[ulong(threadgroup_position_in_grid.y) * columns + column + at] = total;
    }
}
