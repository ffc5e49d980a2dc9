// project_coeffs.metal — partial[b, j] = sum of q[i, j] v[i] over the rows i of block b
//
// Shapes   q: [m, k] row-major    v: [m]    partial: [ceil(m / ROWS), k]
// Types    float.
// Launch   x: k / 4 rounded up to LANES, one thread four neighboring columns; y: SLICES threads for each block.
//          Threadgroups of LANES x SLICES.
// Assumes  m and k are below 2^31. The order of a sum depends on ROWS and SLICES alone.
// Variants UNROLL: rows that are on their way at a time; WIDE: rows are whole fours, and q begins at one; both change no
//          bit. WEIGHTED: else every v[i] is 1, and v is any array.

threadgroup float4 parts[SLICES][LANES];

const uint rows = q_shape[0];
const uint columns = q_shape[1];
const uint column = thread_position_in_grid.x * 4;
const uint lane = thread_position_in_threadgroup.x;
const uint slice = thread_position_in_threadgroup.y;
const uint first = threadgroup_position_in_grid.y * ROWS;
const uint last = min(first + uint(ROWS), rows);

float4 sum = 0.0f;
if (column < columns) {
#pragma unroll UNROLL
    for (uint i = first + slice; i < last; i += SLICES) {
        const ulong place = ulong(i) * columns + column;
        float4 four = float4(0.0f);
        if (WIDE) {
            four = wide_at<float4>(q + place);
        } else {
            for (uint at = 0; at < 4; ++at) {
                // kernsmith: allow(uncoalesced-access): rows begin anywhere, and all of a line is used
                four[at] = column + at < columns ? q[place + at] : 0.0f;
            }
        }
        sum = fma(four, float4(WEIGHTED ? v[i] : 1.0f), sum);
    }
}
parts[slice][lane] = sum;
threadgroup_barrier(mem_flags::mem_threadgroup);
if (slice == 0 && column < columns) {
    float4 total = parts[0][lane];
    for (uint other = 1; other < SLICES; ++other) {
        total += parts[other][lane];
    }
    const ulong place = ulong(threadgroup_position_in_grid.y) * columns + column;
    if (WIDE) {
        *(device float4*)(partial + place) = total;
    } else {
        for (uint at = 0; at < 4 && column + at < columns; ++at) {
            // kernsmith: allow(uncoalesced-access): once for many rows
            partial[place + at] = total[at];
        }
    }
}
