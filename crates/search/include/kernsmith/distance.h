// distance.h: what a row is ranked by: sum_c (q[c] - x[c])^2, or -sum_c q[c] x[c].
//
// Sums by fused steps in the order of the components. A row's components are `step` numbers apart; sixteen of them are on
// the way from memory while those before are added. Loaded at their use instead, two or three would be.

template <bool SIMILARITY, typename Query, typename Row>
inline float row_distance(Query query, Row row, uint d, uint step) {
    const uint whole = d / 16 * 16;
    float sum = 0.0f;
    float next[16] = {};
    if (whole > 0) {
#pragma unroll
        for (uint i = 0; i < 16; ++i) {
            // kernsmith: allow(uncoalesced-access): rows of arrays of the caller's lie one after another
            next[i] = row[i * step];
        }
    }
    for (uint c = 0; c < whole; c += 16) {
        float x[16];
#pragma unroll
        for (uint i = 0; i < 16; ++i) {
            x[i] = next[i];
        }
        if (c + 16 < whole) {
#pragma unroll
            for (uint i = 0; i < 16; ++i) {
                // kernsmith: allow(uncoalesced-access): as above
                next[i] = row[(c + 16 + i) * step];
            }
        }
#pragma unroll
        for (uint i = 0; i < 16; ++i) {
            if (SIMILARITY) {
                sum = fma(query[c + i], x[i], sum);
            } else {
                const float gap = query[c + i] - x[i];
                sum = fma(gap, gap, sum);
            }
        }
    }
    for (uint c = whole; c < d; ++c) {
        // kernsmith: allow(uncoalesced-access): as above
        const float x = row[c * step];
        if (SIMILARITY) {
            sum = fma(query[c], x, sum);
        } else {
            const float gap = query[c] - x;
            sum = fma(gap, gap, sum);
        }
    }
    return SIMILARITY ? -sum : sum;
}
