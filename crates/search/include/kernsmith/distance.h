// distance.h: what a row is ranked by: sum_c (q[c] - x[c])^2, or -sum_c q[c] x[c].
//
// Sums by fused steps in the order of the components. A row's components are `step` numbers apart; sixteen of them are
// loaded before the first is added, so that a thread waits for memory once for all.

template <bool SIMILARITY, typename Query, typename Row>
inline float row_distance(Query query, Row row, uint d, uint step) {
    float sum = 0.0f;
    uint c = 0;
    for (; c + 16 <= d; c += 16) {
        float x[16];
#pragma unroll
        for (uint i = 0; i < 16; ++i) {
            // kernsmith: allow(uncoalesced-access): rows of arrays of the caller's lie one after another
            x[i] = row[(c + i) * step];
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
    for (; c < d; ++c) {
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
