// update_vector.metal — out[i] = v[i] - sum over j of q[i, j] c[j]
//
// Shapes   q: [m, k] row-major    c: [k]    v, out: [m]
// Types    float.
// Launch   x: 32, a simdgroup for each EACH rows, four neighboring columns a lane; y: m / EACH, rounded up.
// Assumes  m and k are below 2^31. WIDE: rows are whole fours, and q and c begin at one; it changes no bit.

const uint first = thread_position_in_grid.y * EACH;
const uint lane = thread_position_in_grid.x;
const uint rows = q_shape[0];
const uint columns = q_shape[1];

float sums[EACH] = {};
for (uint j = lane * 4; j < columns; j += 128) {
    float4 weights = float4(0.0f);
    if (WIDE) {
        weights = wide_at<float4>(c + j);
    } else {
        for (uint at = 0; at < 4; ++at) {
            weights[at] = j + at < columns ? c[j + at] : 0.0f;
        }
    }
#pragma unroll
    for (uint row = 0; row < EACH; ++row) {
        // Beyond the last row, the last one again, which is not written.
        const ulong place = ulong(min(first + row, rows - 1)) * columns + j;
        float4 four = float4(0.0f);
        if (WIDE) {
            four = wide_at<float4>(q + place);
        } else {
            for (uint at = 0; at < 4; ++at) {
                // kernsmith: allow(uncoalesced-access): rows begin anywhere, and all of a line is used
                four[at] = j + at < columns ? q[place + at] : 0.0f;
            }
        }
#pragma unroll
        for (uint at = 0; at < 4; ++at) {
            sums[row] = fma(four[at], weights[at], sums[row]);
        }
    }
}
#pragma unroll
for (uint row = 0; row < EACH; ++row) {
    const float total = simd_sum(sums[row]);
    if (lane == 0 && first + row < rows) {
        out[first + row] = v[first + row] - total;
    }
}
