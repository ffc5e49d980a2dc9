// batch.metal: distances[q,r] = sum_c (query[q,c] - x[r,c])^2, or -sum_c query[q,c] x[r,c]
//
// Shapes   queries: [b, d]    rows: components in blocks of 32 rows, component by component    count: rows
//          stride: every so many-th block of the rows is read
//          distances: [b, count]
// Types    float, rows also in 16 bits. Each sum by fused steps in the order of the components.
// Launch   whole threadgroups of TPB threads, one for each row, by 1 for each Q queries; threads beyond the last row
//          only load.
// Assumes  d >= 1; distances alias no input.
// Variants TPB: threads. Q: queries of a threadgroup, so that a row is read once for all of them. CHUNK: components of
//          the queries in threadgroup memory. SIMILARITY: which sum.

threadgroup float tile[CHUNK * Q];

const uint thread_index = thread_position_in_threadgroup.x;
const uint row = thread_position_in_grid.x;
const uint first_query = threadgroup_position_in_grid.y * Q;
const uint batch = queries_shape[0];
const uint d = queries_shape[1];
const ulong all = count;
const ulong x = ulong(row / 32) * stride * 32 * d + row % 32;

float sums[Q] = {};
for (uint start = 0; start < d; start += CHUNK) {
    for (uint at = thread_index; at < CHUNK * Q; at += TPB) {
        const uint c = start + at / Q;
        const uint query = first_query + at % Q;
        // kernsmith: allow(uncoalesced-access): a few numbers for all the rows, so that they lie well below
        tile[at] = c < d && query < batch ? queries[ulong(query) * d + c] : 0.0f;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (row < all) {
        const uint end = min(uint(CHUNK), d - start);
        for (uint c = 0; c < end; ++c) {
            const float value = rows[x + (start + c) * 32];
#pragma unroll
            for (uint q = 0; q < Q; ++q) {
                if (SIMILARITY) {
                    sums[q] = fma(tile[c * Q + q], value, sums[q]);
                } else {
                    const float gap = tile[c * Q + q] - value;
                    sums[q] = fma(gap, gap, sums[q]);
                }
            }
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
}

if (row < all) {
#pragma unroll
    for (uint q = 0; q < Q; ++q) {
        if (first_query + q < batch) {
            distances[ulong(first_query + q) * all + row] = SIMILARITY ? -sums[q] : sums[q];
        }
    }
}
