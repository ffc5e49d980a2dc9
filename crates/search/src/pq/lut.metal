// lut.metal: tables[p,m,e] = sum_c (x[c] - center[m,e,c])^2 or x . center[m,e], with x the part m of a vector
//
// Shapes   queries: [b, d]    origins: [l, d]    pairs: [n, 2], query and origin    centers: [M, E, d / M]
//          tables: [n, M, E]    bases: [n]
// Types    float. Sums by fused steps in the order of the components.
// Launch   one thread for each entry; threads beyond the last do nothing.
// Assumes  pairs are within queries and origins.
// Variants SIMILARITY: x is the query, and the base is query . origin; otherwise x is query - origin, and the base 0.
//          LOCAL: without it there are no origins: x is the query, and the base is 0.

const uint entry = thread_position_in_grid.x;
const uint parts = centers_shape[0];
const uint entries = centers_shape[1];
const uint width = centers_shape[2];
const uint pair = entry / (parts * entries);
if (pair < uint(pairs_shape[0])) {
    const uint part = entry / entries % parts;
    const uint d = parts * width;
    const ulong query = ulong(pairs[2 * pair]) * d;
    const ulong origin = ulong(pairs[2 * pair + 1]) * d;
    const ulong center = (ulong(part) * entries + entry % entries) * width;
    float sum = 0.0f;
    for (uint c = 0; c < width; ++c) {
        const uint at = part * width + c;
        if (SIMILARITY) {
            sum = fma(queries[query + at], centers[center + c], sum);
        } else {
            const float x = LOCAL ? queries[query + at] - origins[origin + at] : queries[query + at];
            const float gap = x - centers[center + c];
            sum = fma(gap, gap, sum);
        }
    }
    tables[entry] = sum;
    if (entry % (parts * entries) == 0) {
        float base = 0.0f;
        if (SIMILARITY && LOCAL) {
            for (uint c = 0; c < d; ++c) {
                base = fma(queries[query + c], origins[origin + c], base);
            }
        }
        bases[pair] = base;
    }
}
