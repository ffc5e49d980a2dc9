// step_split.metal: one step of the mLSTM, with the rows of a head split over a threadgroup
//
//   m = max(logsigmoid(f_pre) + m_in, i_pre)
//   keep = exp(logsigmoid(f_pre) + m_in - m)    take = exp(i_pre - m)
//   c = keep * c_in + take * k v^T              n = keep * n_in + take * k
//   h = T((q c / sqrt(DHQK)) / (max(|q n / sqrt(DHQK)|, exp(-m)) + eps))
//
// Shapes   q, k: [B, NH, DHQK]    v, h: [B, NH, DHHV]    i_pre, f_pre, m_in, m: [B, NH]
//          n_in, n: [B, NH, DHQK]    c_in, c: [B, NH, DHQK, DHHV]    eps: one float
// Types    T of q, k, v, h: half | bfloat | float; all else is float, sums too.
// Launch   whole groups of (TG, SPLIT, 1), one for each TG columns and at least one, by 1 by B * NH; a
//          thread for each column and SPLIT-th row.
// Assumes  c has fewer than 2^32 elements; no output aliases an input.
// Variants TG: columns of a threadgroup. SPLIT: threads that share a column's rows. UNROLL: rows in one
//          turn of the loop.

threadgroup float numerators[SPLIT > 1 ? SPLIT * TG : 1];
threadgroup float denominators[SPLIT > 1 ? SPLIT * TG : 1];

const uint dhqk = q_shape[2];
const uint dhhv = v_shape[2];
const uint lane = thread_position_in_threadgroup.x;
const uint part = thread_position_in_threadgroup.y;
const uint column = thread_position_in_grid.x;
const uint head = thread_position_in_grid.z;

const float decay = log_sigmoid(f_pre[head]) + m_in[head];
const float next = max(decay, i_pre[head]);
const float keep = exp(decay - next);
const float take = exp(i_pre[head] - next);
const float scale = 1.0f / sqrt(float(dhqk));

// Without columns, n and m still take their step.
const bool inside = column < dhhv;
const float value = inside ? float(v[head * dhhv + column]) : 0.0f;

float numerator = 0.0f;
float denominator = 0.0f;
for (uint start = part; start < dhqk; start += SPLIT * UNROLL) {
#pragma unroll
    for (uint turn = 0; turn < UNROLL; ++turn) {
        const uint row = start + turn * SPLIT;
        if (row < dhqk) {
            const uint at = head * dhqk + row;
            const float key = take * float(k[at]);
            const float query = scale * float(q[at]);
            const float normalizer = keep * n_in[at] + key;
            denominator += query * normalizer;
            if (column == 0) {
                n[at] = normalizer; // the same in all columns
            }
            if (inside) {
                const uint cell = at * dhhv + column;
                const float memory = keep * c_in[cell] + key * value;
                c[cell] = memory;
                numerator += query * memory;
            }
        }
    }
}

if (SPLIT > 1) {
    numerators[part * TG + lane] = numerator;
    denominators[part * TG + lane] = denominator;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (part == 0) {
        for (uint other = 1; other < SPLIT; ++other) {
            numerator += numerators[other * TG + lane];
            denominator += denominators[other * TG + lane];
        }
    }
}
if (part == 0 && inside) {
    h[head * dhhv + column] = T(numerator / (max(abs(denominator), exp(-next)) + eps));
}
if (part == 0 && column == 0) {
    m[head] = next;
}
